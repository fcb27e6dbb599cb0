import { addMinutes } from '#shared/kernel/time.ts'
import type { Ticket } from '#shared/tickets/schema.ts'

const DAY = 24 * 60
const COST_CENTRES = ['41020', '41035', '52110', '60400']
const PLACES = ['home', 'office', 'home', 'road']

/** Values of the demo's custom fields, where the tickets have them. */
export function withCustomValues(tickets: readonly Ticket[]): Ticket[] {
  return tickets.map((ticket) => ({ ...ticket, custom: valuesOf(ticket) }))
}

function valuesOf({ kind, categoryId, number, createdAt, impact }: Ticket): Ticket['custom'] {
  const nth = number % COST_CENTRES.length
  return {
    ...(kind === 'request' || kind === 'change' ? { 'field-cost-centre': COST_CENTRES[nth] ?? '' } : {}),
    ...(kind === 'request' && categoryId === 'category-onboarding'
      ? { 'field-first-day': addMinutes(createdAt, 9 * DAY).slice(0, 10) }
      : {}),
    ...(impact === 'high' && kind === 'incident' ? { 'field-people-affected': 6 + (number % 40) } : {}),
    ...(categoryId === 'category-network' ? { 'field-connection': PLACES[nth] ?? 'office' } : {}),
  }
}
