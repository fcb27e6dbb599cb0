import { expect, test } from 'vitest'
import { namedByTime, pastedFiles } from './use-files.ts'

const shot = new File(['x'], 'image.png', { type: 'image/png' })
const paste = (texts: Readonly<Record<string, string>>) => ({
  files: [shot],
  types: ['Files', ...Object.keys(texts)],
  getData: (type: string) => texts[type] ?? '',
})

test('a pasted screenshot is a file, also when it comes with the address it had on a page', () => {
  expect(pastedFiles(paste({}))).toEqual([shot])
  expect(pastedFiles(paste({ 'text/html': '<img src="x">' }))).toEqual([shot])
})

test('pasted cells are their words, not a picture of them', () => {
  expect(pastedFiles(paste({ 'text/html': '<td>7</td>', 'text/plain': '7' }))).toEqual([])
})

test('a screenshot is named by its time, a file keeps its name', () => {
  expect(namedByTime(shot, 'Screenshot 14.05').name).toBe('Screenshot 14.05.png')
  expect(namedByTime(new File(['x'], 'error.png'), 'Screenshot').name).toBe('error.png')
})
