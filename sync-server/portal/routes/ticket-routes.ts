import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Id } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { App } from '../../app/app.ts'
import { HttpError, refusalError } from '../../app/http-error.ts'
import { errors } from '../../app/routes/route-schemas.ts'
import {
  Decision,
  MessagePage,
  MessageQuery,
  NewComment,
  NewTicket,
  TicketAnswer,
  TicketPage,
  TicketQuery,
} from '../contract.ts'
import type { PortalDeps } from '../deps.ts'
import type { Guards } from '../session/guards.ts'
import { answerTicket, findTicket, listTickets, readMessages } from '../tickets/read-tickets.ts'
import { comment, confirmSolved, reopen, reportProblem } from '../tickets/write-tickets.ts'

const tags = ['portal']
const ById = Type.Object({ id: Id })
/** Things one browser may write per minute. */
const WRITES_PER_MINUTE = 30

/** The same answer for a ticket of somebody else and for one that never was. */
export function ticketNotFound(): HttpError {
  return new HttpError(404, 'ticket-not-found', 'There is no such request that you may see.')
}

/** Somebody's requests: the list, one of them, and what they can do with it. */
export function addTicketRoutes(app: App, deps: PortalDeps, guards: Guards): void {
  const { store } = deps
  const ticketOf = async (request: FastifyRequest<{ Params: { id: Id } }>): Promise<Ticket> => {
    const ticket = await findTicket(store, guards.sessionOf(request).person, request.params.id)
    if (!ticket) throw ticketNotFound()
    return ticket
  }
  app.get(
    '/tickets',
    { schema: { tags, querystring: TicketQuery, response: { 200: TicketPage, ...errors } } },
    async (request) => {
      const { group, after } = request.query
      return listTickets(store, guards.sessionOf(request).person, group, after)
    },
  )
  app.get(
    '/tickets/:id',
    { schema: { tags, params: ById, response: { 200: TicketAnswer, ...errors } } },
    async (request) => answerTicket(store, guards.sessionOf(request).person, await ticketOf(request)),
  )
  app.get(
    '/tickets/:id/messages',
    { schema: { tags, params: ById, querystring: MessageQuery, response: { 200: MessagePage, ...errors } } },
    async (request) => {
      const ticket = await ticketOf(request)
      return readMessages(store, guards.sessionOf(request).person, ticket.id, request.query.before)
    },
  )
  addWrites(app, deps, guards, ticketOf)
}

type TicketOf = (request: FastifyRequest<{ Params: { id: Id } }>) => Promise<Ticket>

function addWrites(app: App, deps: PortalDeps, guards: Guards, ticketOf: TicketOf): void {
  const config = { rateLimit: { max: WRITES_PER_MINUTE, timeWindow: '1 minute' } }
  const answer = { 200: TicketAnswer, ...errors }
  const stateAfter = async (request: FastifyRequest, result: Result<Id>): Promise<TicketAnswer> => {
    if (!result.ok) throw refusalError(result.refusal)
    const { person } = guards.sessionOf(request)
    const ticket = await findTicket(deps.store, person, result.value)
    if (!ticket) throw ticketNotFound()
    return answerTicket(deps.store, person, ticket)
  }
  app.post(
    '/tickets',
    { config, schema: { tags, body: NewTicket, response: { 201: TicketAnswer, ...errors } } },
    async (request, reply) => {
      const { person } = guards.sessionOf(request)
      const answer = await stateAfter(request, await reportProblem(deps, person, request.body))
      return reply.code(201).send(answer)
    },
  )
  app.post(
    '/tickets/:id/messages',
    { config, schema: { tags, params: ById, body: NewComment, response: answer } },
    async (request) => {
      const ticket = await ticketOf(request)
      const { person } = guards.sessionOf(request)
      return stateAfter(request, await comment(deps, person, ticket, request.body))
    },
  )
  const decide =
    (act: typeof reopen) =>
    async (request: FastifyRequest<{ Params: { id: Id }; Body: Decision }>): Promise<TicketAnswer> => {
      const ticket = await ticketOf(request)
      const { person } = guards.sessionOf(request)
      if (ticket.requesterId !== person.id) {
        throw new HttpError(403, 'requester-only', 'Only the person who asked can decide this.')
      }
      return stateAfter(request, await act(deps, person, ticket, request.body.causeId))
    }
  const schema = { tags, params: ById, body: Decision, response: answer }
  app.post('/tickets/:id/reopen', { config, schema }, decide(reopen))
  app.post('/tickets/:id/confirm', { config, schema }, decide(confirmSolved))
}
