import { expect, test } from 'vitest'
import { carriedOf, filesIn, isAllHere, type Baggage } from './baggage.ts'

const file = (sha256: string, size: number) => ({ sha256, name: `${sha256}.pdf`, size })
const baggage = (ticketId: string, files: Baggage['files'], fields: Partial<Baggage> = {}): Baggage => ({
  ticketId,
  files,
  articles: 0,
  articlesHere: 0,
  ...fields,
})

test('a file that two tickets name is carried once, and small files come first', () => {
  const plan = file('plan', 900)
  const both = [baggage('a', [plan, file('photo', 50)]), baggage('b', [plan])]
  expect(filesIn(both).map(({ sha256 }) => sha256)).toEqual(['photo', 'plan'])
  expect(carriedOf(both, new Set(['plan']))).toEqual({
    files: 2,
    filesHere: 1,
    bytes: 950,
    bytesHere: 900,
    articles: 0,
    articlesHere: 0,
  })
})

test('it is all here when no file and no article is missing', () => {
  const with1 = (articlesHere: number) => [baggage('a', [file('plan', 9)], { articles: 1, articlesHere })]
  expect(isAllHere(carriedOf(with1(1), new Set(['plan'])))).toBe(true)
  expect(isAllHere(carriedOf(with1(0), new Set(['plan'])))).toBe(false)
  expect(isAllHere(carriedOf(with1(1), new Set()))).toBe(false)
  expect(isAllHere(carriedOf([], new Set()))).toBe(true)
})
