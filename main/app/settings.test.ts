import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSettings, parseSettings } from './settings.ts'

const freshFile = () => path.join(mkdtempSync(path.join(os.tmpdir(), 'settings-')), 'settings.json')

test('what was chosen is there after a restart', () => {
  const file = freshFile()
  openSettings(file).change({ serverUrl: 'https://desk.example.org' })
  openSettings(file).change({ keepInTray: true })
  expect(openSettings(file).current()).toEqual({
    serverUrl: 'https://desk.example.org',
    keepInTray: true,
  })
  expect(readdirSync(path.dirname(file))).toEqual(['settings.json'])
})

test('a torn file starts from nothing', () => {
  const file = freshFile()
  writeFileSync(file, '{"serverUrl": "https://de')
  expect(openSettings(file).current()).toEqual({})
})

test('one bad value does not cost the others', () => {
  const text = JSON.stringify({ serverUrl: 7, keepInTray: true, window: { x: 'left' }, extra: 1 })
  expect(parseSettings(text)).toEqual({ keepInTray: true })
  expect(parseSettings('[]')).toEqual({})
  expect(parseSettings('null')).toEqual({})
})
