const PREFIX = 'satchel.portal.told.'

/** What a ticket's page is to say when it is opened next. */
export type Tidings = 'received'

/** Leaves word for a ticket's page; it does not outlive the tab. */
export function tellOnce(ticketId: string, tidings: Tidings): void {
  try {
    sessionStorage.setItem(PREFIX + ticketId, tidings)
  } catch {
    return
  }
}

/** Takes what was left for a ticket's page. */
export function takeTold(ticketId: string): Tidings | undefined {
  try {
    const told = sessionStorage.getItem(PREFIX + ticketId)
    sessionStorage.removeItem(PREFIX + ticketId)
    return told === 'received' ? told : undefined
  } catch {
    return undefined
  }
}
