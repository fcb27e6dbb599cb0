import { expect, test } from 'vitest'
import { titleFrom } from './title-from.ts'

test('a subject is the title, without the marks of answering', () => {
  expect(titleFrom({ subject: 'Re: FW: Badge does not open', text: 'Hello' })).toBe('Badge does not open')
})

test('without a subject the first line that says something is', () => {
  const text =
    'Hello Sarah,\n\n> quoted words of somebody else\nthe badge reader is dark since today.\nThanks'
  expect(titleFrom({ subject: '', text })).toBe('the badge reader is dark since today.')
  expect(titleFrom({ subject: ' ', text: 'Printer jam' })).toBe('Printer jam')
  expect(titleFrom({ subject: '', text: '' })).toBe('')
})

test('a long line ends at a word', () => {
  const title = titleFrom({ subject: '', text: 'words and words '.repeat(20) })
  expect(title.length).toBeLessThanOrEqual(120)
  expect(title).toMatch(/ (?:and|words)…$/)
})
