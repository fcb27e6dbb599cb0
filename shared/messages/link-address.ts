const COMPLETE = /^(?:https?:\/\/[^\s/]\S*|mailto:\S+@\S+|tel:[+\d][\d().-]+)$/i
const MAIL = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/
const PLACE = /^[\p{Letter}\p{Number}-]+(?:\.[\p{Letter}\p{Number}-]+)*(?::\d{1,5})?(?:[/?#]\S*)?$/u

/** Where a link leads that somebody typed: a web or mail address, completed where its beginning was left out; undefined for anything else. */
export function linkAddress(typed: string): string | undefined {
  const address = typed.trim()
  if (COMPLETE.test(address)) return address
  if (MAIL.test(address)) return `mailto:${address}`
  return /[./]/.test(address) && PLACE.test(address) ? `https://${address}` : undefined
}

/** True for an address a link of a message may have. */
export function isLinkAddress(address: string): boolean {
  return COMPLETE.test(address)
}
