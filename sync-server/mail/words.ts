import type { Language } from '#shared/people/schema.ts'
import en from '#shared/locales/en/mail.json' with { type: 'json' }
import fr from '#shared/locales/fr/mail.json' with { type: 'json' }

/** The words of mails, by group and key. */
export type MailWords = typeof en

const WORDS: Readonly<Record<Language, MailWords>> = { en, fr }

/** The words of mails in a language. */
export function mailWords(language: Language): MailWords {
  return WORDS[language]
}

/** Puts values into the `{{name}}` places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place)
}

/** A greeting by name; without one when all we know is an address. */
export function greeting(
  words: { readonly greeting: string; readonly greetingUnnamed: string },
  name: string,
): string {
  return name === '' || name.includes('@') ? words.greetingUnnamed : fill(words.greeting, { name })
}
