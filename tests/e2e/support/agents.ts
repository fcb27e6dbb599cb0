import { randomUUID } from 'node:crypto'
import type { Role } from '#shared/kernel/actor.ts'
import { DEMO_SEED } from '#sync-server/demo/demo-desk.ts'
import { ORG_ID } from '#sync-server/demo/organisation.ts'
import { addressOf, demoRequesters } from '#sync-server/demo/people.ts'
import { chance } from '#sync-server/demo/random.ts'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { createTicket, type TicketInput } from '#shared/tickets/rules.ts'
import { aCreation, signIn } from '../../support/api-client.ts'

/** A colleague elsewhere: works on the demo desk through the same interface as a console. */
export interface Colleague {
  /** Opens a ticket for Romain Moreau with this assignee, and whatever else is given; answers its id. */
  openTicket(title: string, assigneeId: string, more?: Partial<TicketInput>): Promise<string>
  assign(ticketId: string, assigneeId: string): Promise<void>
  /** Gives a colleague one role in the whole organisation instead of the present ones. */
  giveRole(personId: string, role: Role): Promise<void>
}

/** Who asks in these tests, as the portal knows them. */
export const REQUESTER = { name: 'Romain Moreau', email: addressOf('Romain Moreau') } as const

/** Signs a colleague in by name, such as `Amélie Laurent`. */
export async function colleague(url: string, name: string): Promise<Colleague> {
  const { client, session } = await signIn(url, { email: addressOf(name), password: DEMO_PASSWORD })
  const { person, deviceId } = session
  const actor = { personId: person.id, deviceId, roles: person.roles }
  const push = async (mutation: ReturnType<typeof aCreation>) => {
    const pushed = await client.push([mutation])
    const status = pushed.body.answers?.[0]?.status
    if (status !== 'accepted' && status !== 'merged') throw new Error(`answered with ${pushed.text}`)
  }
  const change = (collection: string, docId: string, patch: Record<string, unknown>) =>
    push({ ...aCreation(collection, docId, patch), op: 'change' })
  return {
    async openTicket(title, assigneeId, more = {}) {
      const requester = demoRequesters(chance(DEMO_SEED), 120).find(({ emails }) =>
        emails.includes(REQUESTER.email),
      )
      const fields = { ...more, title, orgId: ORG_ID, requesterId: requester?.id ?? '', assigneeId }
      const ticket = createTicket(fields, actor, new Date().toISOString(), randomUUID, Math.random)
      if (!ticket.ok) throw new Error(`the ticket was refused: ${ticket.refusal.code}`)
      await push(aCreation('tickets', ticket.value.docId, ticket.value.patch))
      return ticket.value.docId
    },
    assign: (ticketId, assigneeId) => change('tickets', ticketId, { assigneeId }),
    giveRole: (personId, role) => change('people', personId, { roles: [{ role, at: `org:${ORG_ID}` }] }),
  }
}
