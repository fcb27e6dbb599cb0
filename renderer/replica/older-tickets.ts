import { firstValueFrom, type Observable } from 'rxjs'
import { MOST_MONTHS } from '#shared/protocol/wire.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta } from './meta.ts'
import { observed, type OutboxDatabase } from './outbox.ts'
import type { Replica } from './replica.ts'
import type { CheckTransport } from './transport.ts'

/** How far back closed tickets lie on this device. */
export interface HeldTickets {
  /** The first month, as `2026-03`; '' before the server said so. */
  readonly since: string
  /** Documents received since somebody asked for older tickets; undefined when nobody waits for any. */
  readonly loading: number | undefined
}

/** Closed tickets beyond those every device holds, for who asks for them. */
export interface OlderTickets {
  readonly held: Observable<HeldTickets>
  /** How many older ones the server has; undefined when it cannot be asked now. */
  count(): Promise<number | undefined>
  /** Asks for those of one more year. They come with the next exchanges, whatever happens until then. */
  load(): Promise<void>
}

interface OlderParts {
  readonly database: OutboxDatabase
  readonly check: CheckTransport | undefined
  readonly signal: AbortSignal
  /** The server's clock as far as it is known, in milliseconds. */
  readonly now: () => number
  readonly syncNow: Replica['syncNow']
}

const STEP_MONTHS = 12

/** The wish lies beside the cursor; the server keeps to it as long as this copy lives. */
export function olderTickets({ database, check, signal, now, syncNow }: OlderParts): OlderTickets {
  const held = observed(async (): Promise<HeldTickets> => {
    const pull = (await readMeta(database, META.pull)) ?? PULL_AT_FIRST
    const wish = await readMeta(database, META.older)
    const isLoading = wish !== undefined && wish.months !== pull.months
    const loading = isLoading ? Math.max(0, pull.received - wish.receivedBefore) : undefined
    return { since: pull.since ?? '', loading }
  })
  return {
    held,
    count: async () => {
      const { cursor } = (await readMeta(database, META.pull)) ?? PULL_AT_FIRST
      const answer = cursor === '' ? undefined : await check?.older(cursor, signal)
      return answer?.ok === true ? answer.value.tickets : undefined
    },
    load: async () => {
      const { since } = await firstValueFrom(held)
      if (since === '') return
      const { received } = (await readMeta(database, META.pull)) ?? PULL_AT_FIRST
      const known = monthsBetween(since, new Date(now()).toISOString())
      const months = Math.min(MOST_MONTHS, known + STEP_MONTHS)
      await writeMeta(database, META.older, { months, receivedBefore: received })
      syncNow()
    },
  }
}

function monthsBetween(first: string, last: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return Math.max(0, count(last) - count(first))
}
