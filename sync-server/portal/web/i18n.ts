import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import english from '#shared/locales/en/portal.json'
import french from '#shared/locales/fr/portal.json'
import { LANGUAGES, type Language } from '#shared/people/schema.ts'
import Type from 'typebox'
import { keep, readKept } from './state/kept.ts'

const KEPT = 'language'
const Kept = Type.Union(LANGUAGES.map((language) => Type.Literal(language)))

/** The language somebody chose on this device, undefined while they have not. */
export function chosenLanguage(): Language | undefined {
  return readKept(KEPT, Kept)
}

/** Keeps the choice of language on this device and changes the page. */
export function chooseLanguage(words: i18n, language: Language): void {
  keep(KEPT, language)
  void words.changeLanguage(language)
}

/** The words of the portal, in the chosen language or the browser's. */
export async function startWords(): Promise<i18n> {
  const words = createInstance()
  words.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await words.use(initReactI18next).init({
    lng: chosenLanguage() ?? browserLanguage(),
    fallbackLng: 'en',
    defaultNS: 'portal',
    resources: { en: { portal: english }, fr: { portal: french } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return words
}

function browserLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return wanted.flatMap((tag) => LANGUAGES.find((language) => language === tag) ?? [])[0] ?? 'en'
}
