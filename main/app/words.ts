import type { DesktopLanguage } from '#shared/ipc/channels.ts'
import en from '#shared/locales/en/desktop.json' with { type: 'json' }
import fr from '#shared/locales/fr/desktop.json' with { type: 'json' }

/** The words of menu and tray, by group and key. */
export type DesktopWords = typeof en

const WORDS: Readonly<Record<DesktopLanguage, DesktopWords>> = { en, fr }

/** The words in a language. */
export function desktopWords(language: DesktopLanguage): DesktopWords {
  return WORDS[language]
}

/** The language the person chose, else the system's where we have its words, else English. */
export function desktopLanguage(chosen: DesktopLanguage | undefined, systemLocale: string): DesktopLanguage {
  return chosen ?? (/^fr\b/i.test(systemLocale) ? 'fr' : 'en')
}

/** Puts values into `{{name}}` places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place)
}
