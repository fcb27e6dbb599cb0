/** "Answer" and "forward" as mail programs write them before a subject. */
const PREFIX =
  /^\s*(?:re|aw|antw|sv|vs|res|r|rif|odp|ref|réf|réponse|fw|fwd|wg|tr|rv|enc|i|pd|doorst|vl|weitergeleitet|autoreply)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]\s*/iu
const FORWARD = /^\s*(?:(?:re|aw)\s*:\s*)?(?:fw|fwd|wg|tr|rv|enc|i|pd|doorst|vl)\s*[:：]/iu
const TICKET_NUMBER = /\[#(\d{1,10})\]/g

/** The subject without prefixes of answers and forwards and without ticket numbers, at most 300 characters. */
export function ticketTitle(subject: string): string {
  let title = subject.replace(TICKET_NUMBER, ' ')
  for (let before = ''; before !== title;) {
    before = title
    title = title.replace(PREFIX, '')
  }
  return [...title.replace(/\s+/g, ' ').trim()].slice(0, 300).join('').slice(0, 300)
}

/** Ticket numbers written as `[#1234]` in a subject. */
export function ticketNumbersIn(subject: string): number[] {
  return [...new Set([...subject.matchAll(TICKET_NUMBER)].map((match) => Number(match[1])))].slice(0, 10)
}

/** True for a subject that a forwarded mail has: what it quotes is meant to be read. */
export function isForwardSubject(subject: string): boolean {
  return FORWARD.test(subject)
}

/** The subject of an answer on a ticket: `Re: Printer is on fire [#1234]`. */
export function replySubject(title: string, number: number): string {
  const text = `Re: ${title.replace(/\s+/g, ' ').trim()}`
  return number > 0 ? `${text} [#${number}]` : text
}
