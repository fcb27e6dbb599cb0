import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const ROOT = path.join(import.meta.dirname, '../..')

/**
 * A copy of the built program whose page is the fixture: the real main process and preload script,
 * a small page with the same libraries as the console. Answers its directory.
 */
export async function buildFixtureApp(): Promise<string> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'satchel-fixture-'))
  mkdirSync(path.join(directory, 'out'))
  for (const part of ['main', 'preload']) {
    cpSync(path.join(ROOT, 'out', part), path.join(directory, 'out', part), { recursive: true })
  }
  const manifest = { name: 'satchel', productName: 'Satchel', version: '0.1.0', type: 'module' }
  writeFileSync(
    path.join(directory, 'package.json'),
    JSON.stringify({ ...manifest, main: 'out/main/index.js' }),
  )
  await build({
    configFile: false,
    root: path.join(import.meta.dirname, 'fixtures'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: path.join(directory, 'out/renderer'), assetsInlineLimit: 0, emptyOutDir: true },
  })
  return directory
}
