import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { DesktopLanguage } from '#shared/ipc/channels.ts'

const Pixels = Type.Integer({ minimum: -100_000, maximum: 100_000 })

const SavedWindow = Type.Object({
  x: Pixels,
  y: Pixels,
  width: Pixels,
  height: Pixels,
  isMaximized: Type.Boolean(),
})

const settingSchemas = {
  serverUrl: Type.String({ maxLength: 2000 }),
  language: DesktopLanguage,
  keepInTray: Type.Boolean(),
  window: SavedWindow,
} satisfies Record<string, TSchema>

/** What the desktop remembers on this machine; everything is absent until chosen. */
export interface Settings {
  readonly serverUrl?: string
  readonly language?: Static<typeof DesktopLanguage>
  readonly keepInTray?: boolean
  readonly window?: Static<typeof SavedWindow>
}

export interface SettingsStore {
  current(): Settings
  change(changed: Settings): void
}

/** Reads settings from text; what is missing, unknown or of the wrong shape is left out. */
export function parseSettings(text: string): Settings {
  const saved = parseJson(text)
  if (typeof saved !== 'object' || saved === null) return {}
  const known = Object.entries(settingSchemas).filter(([name, schema]) =>
    Value.Check(schema, (saved as Record<string, unknown>)[name]),
  )
  return Object.fromEntries(
    known.map(([name]) => [name, (saved as Record<string, unknown>)[name]]),
  ) as Settings
}

/** Opens the settings file; a change replaces the file in one step, so a crash cannot tear it. */
export function openSettings(file: string): SettingsStore {
  let settings = parseSettings(readText(file))
  return {
    current: () => settings,
    change(changed) {
      settings = { ...settings, ...changed }
      replaceFile(file, JSON.stringify(settings, null, 2))
    },
  }
}

/** Writes beside the file, then renames over it. Only the owner may read it. */
export function replaceFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.new`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
}

/** The file's text, '' where there is none. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
