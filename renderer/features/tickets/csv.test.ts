import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

const nameOf = (column: string) => column.toUpperCase()

test('a list becomes a table with names, quoted where it must be', () => {
  const csv = toCsv(['number', 'title'], [{ number: '#1', title: 'Say "hello", twice' }], nameOf, 'en')
  expect(csv).toBe('\uFEFFNUMBER,TITLE\r\n#1,"Say ""hello"", twice"')
})

test('French spreadsheets expect semicolons', () => {
  expect(toCsv(['number', 'title'], [{ number: '#1', title: 'Écran' }], nameOf, 'fr')).toContain('#1;Écran')
})

test('a title is never run as a formula', () => {
  const csv = toCsv(['title'], [{ title: '=HYPERLINK("http://example.org")' }], nameOf, 'en')
  expect(csv).not.toMatch(/^"?=/mu)
})
