import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '../..')

/** The text in front of Electron's fuses, by which tools find them in the binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE_VERSION = 1
/** Electron 45's fuses as it ships them: 1 on, 0 off. */
const SHIPPED_FUSES = '101100101'

const EMPTY_FILES = ['LICENSE', 'LICENSES.chromium.html']
const EXECUTABLES = ['chrome-sandbox', 'chrome_crashpad_handler']
const LOCALES = ['en-US', 'fr', 'de']

/**
 * Writes what electron-builder needs of a Linux distribution of Electron, with real fuses to flip and
 * no program inside. Packaging can then be checked where Electron cannot be downloaded.
 */
export function writeStandInDist(directory: string): void {
  for (const inner of ['resources', 'locales']) mkdirSync(path.join(directory, inner), { recursive: true })
  const write = (file: string, content: string | Buffer, mode = 0o644) =>
    writeFileSync(path.join(directory, file), content, { mode })
  const wire = [
    Buffer.from(SENTINEL),
    Buffer.from([WIRE_VERSION, SHIPPED_FUSES.length]),
    Buffer.from(SHIPPED_FUSES),
  ]
  write('electron', Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), ...wire, Buffer.from('\n')]), 0o755)
  write('version', electronVersion())
  for (const file of EMPTY_FILES) write(file, '')
  for (const file of EXECUTABLES) write(file, '', 0o755)
  for (const locale of LOCALES) write(`locales/${locale}.pak`, '')
}

function electronVersion(): string {
  const manifest = readFileSync(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
