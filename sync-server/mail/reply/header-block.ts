type Role = 'from' | 'date' | 'to' | 'cc' | 'subject'

/** Field names of a quoted header, as mail programs write them in each language. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  from: [
    'from',
    'de',
    'von',
    'da',
    'van',
    'od',
    'fra',
    'från',
    'expéditeur',
    'remitente',
    'mittente',
    'remetente',
    'afzender',
    'от',
  ],
  date: [
    'sent',
    'date',
    'envoyé',
    'envoyé le',
    'gesendet',
    'datum',
    'enviado',
    'enviado el',
    'fecha',
    'inviato',
    'data',
    'enviada',
    'enviada em',
    'verzonden',
    'wysłano',
    'wysłane',
    'sendt',
    'dato',
    'skickat',
    'отправлено',
    'дата',
  ],
  to: [
    'to',
    'à',
    'an',
    'para',
    'a',
    'aan',
    'do',
    'til',
    'till',
    'pour',
    'destinataire',
    'destinatario',
    'кому',
  ],
  cc: ['cc', 'copie', 'kopie', 'kopia', 'dw', 'copia', 'reply-to', 'bcc'],
  subject: [
    'subject',
    'objet',
    'betreff',
    'asunto',
    'oggetto',
    'assunto',
    'onderwerp',
    'temat',
    'emne',
    'ämne',
    'sujet',
    'тема',
  ],
}

const ROLES = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as Role])),
)

/** Lines read at most for one block, continuation lines included. */
const MAX_LINES = 12

/**
 * True when a block of `From: … Sent: … To: … Subject: …` starts at this line. It takes two different fields, one of
 * them the sender or the date, and a subject or an address: a travel form with From, To and Date is no quote.
 */
export function isHeaderBlockAt(lines: readonly string[], at: number): boolean {
  if (roleOf(lines[at] ?? '') === undefined) return false
  const roles = new Set<Role>()
  let text = ''
  let strange = 0
  for (const line of lines.slice(at, at + MAX_LINES)) {
    if (line.trim() === '') {
      if (roles.size > 0) break
      continue
    }
    const role = roleOf(line)
    if (role) roles.add(role)
    strange = role ? 0 : strange + 1
    if (strange > 1) break
    text += `${line}\n`
  }
  const isHeader = roles.size >= 2 && (roles.has('from') || roles.has('date'))
  return isHeader && (roles.has('subject') || /\S@\S/.test(text))
}

function roleOf(line: string): Role | undefined {
  const name = /^[\s*|]*([\p{L} -]{1,16}?)[\s\u00A0]*\**[\s\u00A0]*[:：]/u.exec(line)?.[1]
  return name === undefined ? undefined : ROLES.get(name.toLowerCase().trim())
}

const ORIGINAL = new RegExp(
  `^[\\s>*]*[-_=]{2,}\\s*(?:${[
    'original message',
    'reply message',
    'original appointment',
    'message d.origine',
    'message original',
    'ursprüngliche nachricht',
    'antwort nachricht',
    'originalnachricht',
    'mensaje original',
    'messaggio originale',
    'mensagem original',
    'oorspronkelijk bericht',
    'wiadomość oryginalna',
    'oryginalna wiadomość',
    'oprindelig meddelelse',
    'ursprungligt meddelande',
    'opprinnelig melding',
  ].join('|')})\\s*[-_=]{2,}\\s*$`,
  'iu',
)

/** True for `-----Original Message-----` in any of the languages. */
export function isOriginalMessageLine(line: string): boolean {
  return line.length < 200 && ORIGINAL.test(line)
}

const FORWARDED = new RegExp(
  `^[\\s>*]*(?:[-_=]{2,}\\s*(?:${[
    'forwarded message',
    'message transféré',
    'weitergeleitete nachricht',
    'mensaje reenviado',
    'messaggio inoltrato',
    'mensagem encaminhada',
    'doorgestuurd bericht',
    'wiadomość przekazana',
    'treść przekazanej wiadomości',
  ].join(
    '|',
  )})\\s*[-_=]{2,}|begin forwarded message:|début du message (?:réexpédié|transféré)\\s?:|anfang der weitergeleiteten nachricht:)\\s*$`,
  'iu',
)

/** True for the line above a forwarded mail, which is no quote: somebody wants it read. */
export function isForwardedLine(line: string): boolean {
  return line.length < 200 && FORWARDED.test(line)
}
