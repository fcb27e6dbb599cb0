import type { Actor } from '#shared/kernel/actor.ts'
import type { PatchOf } from '#shared/kernel/patch.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { inversePatch } from '#shared/kernel/undo.ts'
import * as rules from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'

/** One thing done to each of many tickets. */
export type BulkRule = (ticket: Ticket, actor: Actor, now: Instant) => Result<PatchOf<Ticket>>

/** A ticket that was changed: as it was, and what was done. */
export interface BulkChange {
  readonly before: Ticket
  readonly patch: PatchOf<Ticket>
}

/** What many tickets come to: changes to save, and those the rules refused. */
export interface BulkOutcome {
  readonly changes: readonly BulkChange[]
  readonly refused: readonly { readonly ticket: Ticket; readonly refusal: Refusal }[]
}

/** Asks the rule for each ticket; a refusal stops none of the others. */
export function decideForAll(
  tickets: readonly Ticket[],
  rule: BulkRule,
  actor: Actor,
  now: Instant,
): BulkOutcome {
  const decided = tickets.map((ticket) => ({ ticket, result: rule(ticket, actor, now) }))
  return {
    changes: decided.flatMap(({ ticket, result }) =>
      result.ok ? [{ before: ticket, patch: result.value }] : [],
    ),
    refused: decided.flatMap(({ ticket, result }) =>
      result.ok ? [] : [{ ticket, refusal: result.refusal }],
    ),
  }
}

/** The rule that takes changes back, for tickets as they stand now. */
export function undoing(changes: readonly BulkChange[]): BulkRule {
  const byId = new Map(changes.map((change) => [change.before.id, change]))
  return (ticket, actor, now) => {
    const change = byId.get(ticket.id)
    const { updatedAt: _moved, ...back } =
      change === undefined ? {} : (inversePatch(change.patch, change.before, ticket) as PatchOf<Ticket>)
    return rules.changeFields(ticket, back, actor, now)
  }
}

/** The writes of an outcome, to be saved as one. */
export function writesOf({ changes }: Pick<BulkOutcome, 'changes'>): readonly WriteRequest[] {
  return changes.map(({ before, patch }) => ({
    collection: 'tickets',
    docId: before.id,
    op: 'change',
    patch,
  }))
}
