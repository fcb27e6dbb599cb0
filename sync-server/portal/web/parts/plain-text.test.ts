import { expect, test } from 'vitest'
import { blocksOf } from './plain-text.tsx'

test('numbered lines become steps that keep their numbers', () => {
  expect(blocksOf('First:\n2. Unplug it.\n3. Wait.')).toEqual([
    { kind: 'paragraph', lines: ['First:'], start: 1 },
    { kind: 'steps', lines: ['Unplug it.', 'Wait.'], start: 2 },
  ])
})

test('markup stays what it is: characters', () => {
  expect(blocksOf('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', lines: ['<img src=x onerror=alert(1)>'], start: 1 },
  ])
})

test('empty lines divide paragraphs, whatever the line ends', () => {
  expect(blocksOf('one\r\n\r\ntwo\n \nthree').map(({ lines }) => lines)).toEqual([
    ['one'],
    ['two'],
    ['three'],
  ])
})
