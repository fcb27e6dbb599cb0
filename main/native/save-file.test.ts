import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { safeFileName, saveFile } from './save-file.ts'

const directory = mkdtempSync(path.join(os.tmpdir(), 'save-'))
const bytes = new TextEncoder().encode('{}')

test('the person chooses where, the bytes go there', async () => {
  const chosen = path.join(directory, 'chosen.json')
  const saved = await saveFile('outbox.json', bytes, directory, async (suggested) => {
    expect(suggested).toBe(path.join(directory, 'outbox.json'))
    return chosen
  })
  expect(saved).toEqual({ ok: true, value: true })
  expect(readFileSync(chosen, 'utf8')).toBe('{}')
})

test('cancelling writes nothing', async () => {
  expect(await saveFile('a', bytes, directory, async () => undefined)).toEqual({
    ok: true,
    value: false,
  })
})

test('a full or forbidden disk is said, with the reason', async () => {
  const nowhere = path.join(directory, 'missing', 'a.json')
  expect(await saveFile('a', bytes, directory, async () => nowhere)).toEqual({
    ok: false,
    refusal: { code: 'file-not-written', params: { reason: 'ENOENT' } },
  })
})

test('a suggested name is a name, not a path', () => {
  expect(safeFileName('../../.bashrc')).toBe('bashrc')
  expect(safeFileName('C:\\Windows\\system.ini')).toBe('system.ini')
  expect(safeFileName('con.txt')).toBe('file-con.txt')
  expect(safeFileName('...')).toBe('file-')
  expect(safeFileName('invoice\u202egpj.exe')).toBe('invoicegpj.exe')
  expect(safeFileName('Rapport d’été.csv')).toBe('Rapport d’été.csv')
})
