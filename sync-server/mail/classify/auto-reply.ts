import type { ParsedMail } from '../parsed-mail.ts'

/** Subjects of out-of-office answers and other machines, in the main languages. */
const SUBJECTS = new RegExp(
  `^\\s*(?:(?:re|aw|tr|sv)\\s?:\\s*)?(?:${[
    'auto(?:matic|mated|mati[sc]ch)?[ -]?(?:reply|response|re\\b|antwort)',
    'autoreply',
    'autoresponse',
    'auto:',
    'out of (?:the )?office',
    'out[ -]of[ -]office',
    'ooo\\b',
    'on vacation|vacation (?:reply|message)',
    'i am (?:currently )?(?:away|out of)',
    'away from (?:the )?office',
    'réponse automatique',
    'absence du bureau',
    'absent du bureau',
    'message d.absence',
    'automatische antwort',
    'abwesenheits(?:notiz|assistent|meldung|benachrichtigung)',
    'nicht im (?:büro|hause)',
    'außer haus',
    'respuesta automática',
    'fuera de (?:la )?oficina',
    'risposta automatica',
    'fuori (?:sede|ufficio)',
    'resposta automática',
    'ausência do escritório',
    'automatisch antwoord',
    'niet aanwezig op kantoor',
    'automatyczna odpowiedź',
    'odpowiedź automatyczna',
    'autosvar',
    'poza biurem',
  ].join('|')})|\\((?:automatic response|automatic reply|auto[- ]?reply|autoreply)\\)`,
  'iu',
)

const MACHINE_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-vacation',
  'x-autoreply-from',
]

/** True for out-of-office answers, confirmations of receipt and other mail that no person wrote (RFC 3834). */
export function isAutoReply(mail: ParsedMail): boolean {
  const { headers } = mail
  const autoSubmitted = headers.first('auto-submitted').toLowerCase().trim()
  if (autoSubmitted.startsWith('auto-replied')) return true
  if (MACHINE_HEADERS.some((name) => headers.has(name) && headers.first(name).toLowerCase() !== 'no'))
    return true
  if (
    /auto[_-]?reply/i.test(headers.first('precedence')) ||
    /oof|autoreply/i.test(headers.first('x-ms-exchange-inbox-rules-loop'))
  )
    return true
  if (
    /^multipart\/report$/.test(mail.tree.type) &&
    /disposition-notification/i.test(mail.tree.parameters['report-type'] ?? '')
  )
    return true
  if (/^(?:auto-?(?:reply|responder?)|vacation)/i.test(headers.first('x-mailer'))) return true
  return SUBJECTS.test(mail.subject)
}

/** True when a program sent it without anybody asking (RFC 3834): an alert, a report, a notification. */
export function isGenerated({ headers }: ParsedMail): boolean {
  return !/^(?:no\b|$)/i.test(headers.first('auto-submitted').trim())
}

/** True when nothing automatic may be sent back: lists, bulk mail, machines and those who ask for it. */
export function forbidsAnswer(mail: ParsedMail): boolean {
  const { headers, from } = mail
  const isBulk = /^(?:bulk|list|junk|auto_?reply)/i.test(headers.first('precedence'))
  const isList = headers.fields.some(({ name }) => name.startsWith('list-')) || headers.has('mailing-list')
  const suppressed = /\b(?:all|oof|autoreply)\b/i.test(headers.first('x-auto-response-suppress'))
  const noReturn = /^<\s*>$/.test(headers.first('return-path'))
  const isMachine =
    /^(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|noreply[\w.+-]*|notifications?|mailer-daemon|postmaster|bounces?)@/i.test(
      from.address,
    )
  const looped = headers.has('x-loop') || headers.has('x-satchel-desk')
  return (
    isGenerated(mail) ||
    isBulk ||
    isList ||
    suppressed ||
    noReturn ||
    isMachine ||
    looped ||
    from.address === ''
  )
}
