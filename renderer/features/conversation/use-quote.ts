import { useTranslation } from 'react-i18next'
import type { Message } from '#shared/messages/schema.ts'
import { withQuote, type Written } from '#shared/messages/written.ts'
import type { Language } from '#shared/people/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'

const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const

/** A message as it is quoted below a text: who wrote when, then its words, in the language of the one who reads it. */
export function useQuote(language: Language): (written: Written, message: Message) => Written {
  const { i18n, t: own } = useTranslation('messages')
  const directory = useDirectory()
  return (written, message) => {
    const t = i18n.getFixedT(language, 'messages')
    const author = directory.personName(message.authorId) || message.authorName || own('quote.somebody')
    const when = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short' })
    const head = t('quote.head', { author, time: when.format(new Date(message.at)) })
    return withQuote(written, head, message.text)
  }
}
