import { expect, test } from 'vitest'
import { mentionedIn, mentionParts } from './mentions.ts'

const ann = { id: 'ann', name: 'Ann Lee' }
const anna = { id: 'anna', name: 'Ann Lee Park' }
const zoe = { id: 'zoe', name: 'Zoé' }
const people = [ann, anna, zoe]

test('whoever stands in a text with @ and the whole name is named, once', () => {
  expect(mentionedIn('@Zoé and @Ann Lee, see below. @Zoé?', people)).toEqual(['ann', 'zoe'])
})

test('the longest name wins, and a name ends with its word', () => {
  expect(mentionedIn('@Ann Lee Park', people)).toEqual(['anna'])
  expect(mentionedIn('@Ann Leeds, mail@Zoé, @Zoétrope', people)).toEqual([])
})

test('a text is cut where it names somebody', () => {
  expect(mentionParts('Ask @Zoé.', people)).toEqual([
    { text: 'Ask ', personId: '' },
    { text: '@Zoé', personId: 'zoe' },
    { text: '.', personId: '' },
  ])
  expect(mentionParts('', people)).toEqual([])
})
