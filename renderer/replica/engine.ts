import { merge, type Observable, type Subject, type Subscription } from 'rxjs'
import type { Instant } from '#shared/kernel/time.ts'
import { checkReplica } from './check-replica.ts'
import type { DocumentStore } from './document-store.ts'
import { backoff, type ReplicaEffects } from './effects.ts'
import type { Exclusive } from './exclusive.ts'
import { keepLive } from './live.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta, type SyncReport } from './meta.ts'
import { occasions } from './occasions.ts'
import { observed, type Outbox } from './outbox.ts'
import { pullAll, type PullParts } from './pull.ts'
import { isOtherHistory, offerAgain, pushAll, type PushParts } from './push.ts'
import type { StatusBoard } from './status-board.ts'
import { isStorageFull } from './storage-failure.ts'
import { refillTags, tellTagsAgain, type TagParts } from './tags.ts'
import type { Failure, Transport } from './transport.ts'

export interface EngineParts extends Pick<TagParts, 'tagOrgs'> {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly transport: Transport
  readonly effects: ReplicaEffects
  readonly board: StatusBoard
  readonly heldBy: PushParts['heldBy']
  /** Emits when the world changed for the better: online again, awake again, a file was sent. */
  readonly wakes: Observable<unknown>
  /** Told when the server was reached after a failure. */
  readonly recovered: Subject<void>
}

/** Exchanges with the server until the signal; one per device at a time. */
export type Engine = (signal: AbortSignal) => Promise<void>

/** A pull happens at least so often, whatever the live connection says. */
const POLL = 60_000
/** So many 500s in a row, and one of the entries is taken to be their cause. */
const SUSPICIOUS_FAILURES = 3
/** Stuck and parked entries are tried again so often, and at every start and request. */
const RETRY_STUCK = 3_600_000
const NEGLIGIBLE_OFFSET = 2000
/** A device compares itself with the server so often, and at a start when the last time is so long ago. */
const CHECK_EVERY = 86_400_000
const CHECK_AT_START = 3_600_000
const KEEP_ACKNOWLEDGED = 30 * 86_400_000

/** Builds the exchange: offer again, push, pull; then wait for an occasion. */
export function createEngine(parts: EngineParts): Engine {
  return async (signal) => {
    const run: Run = { failures: 0, broken: 0, stuckTriedAt: parts.effects.now(), serverNow: '' }
    parts.board.lead()
    const calls = occasions(parts.effects)
    const listening = listen(parts, calls.call)
    const live = keepLive({ ...parts, onNews: () => calls.call('urgent') }, signal)
    await unstick(parts)
    await askForCheck(parts)
    while (!signal.aborted) {
      const failure = await exchange(parts, run, signal)
      if (!failure && run.failures > 0) parts.recovered.next()
      run.failures = failure ? run.failures + 1 : 0
      run.broken = failure?.kind === 'unavailable' && failure.broken ? run.broken + 1 : 0
      if (Math.abs(parts.effects.now() - run.stuckTriedAt) > RETRY_STUCK) {
        run.stuckTriedAt = parts.effects.now()
        await unstick(parts)
      }
      if (failure) await calls.wait(pauseAfter(failure, run.failures, parts), 'urgent', signal)
      else await calls.wait(POLL, 'any', signal)
    }
    listening.unsubscribe()
    await live
  }
}

type Run = { failures: number; broken: number; stuckTriedAt: number; serverNow: Instant }

function listen(parts: EngineParts, call: (kind: 'urgent' | 'work') => void): Subscription {
  const { outbox, wakes } = parts
  const subscription = outbox.newest.subscribe((newest) => {
    if (newest !== undefined) call('work')
  })
  let nudge: string | undefined
  const nudges = observed(() => readMeta(outbox.database, META.nudge)).subscribe((value) => {
    if (value === nudge) return
    nudge = value
    unstick(parts).then(
      () => call('urgent'),
      () => call('urgent'),
    )
  })
  subscription.add(nudges)
  subscription.add(merge(wakes).subscribe(() => call('urgent')))
  return subscription
}

/** One exchange: what a failure of the push leaves undone, the pull still does. */
async function exchange(parts: EngineParts, run: Run, signal: AbortSignal): Promise<Failure | undefined> {
  const { board } = parts
  try {
    await announce(parts)
    const pushParts: PushParts = {
      ...parts,
      suspectsEntries: () => run.broken >= SUSPICIOUS_FAILURES,
      onAnswer: ({ now }) => board.report({ ...reached(board), clockOffset: offset(parts, now) }),
    }
    const offered = await offerAgain(pushParts, signal)
    if (!offered.ok) return await reportFailure(parts, offered.failure, signal)
    const first = await pushAll(pushParts, signal)
    const isOut = !first.ok && ['signed-out', 'revoked'].includes(first.failure.kind)
    const pulled = isOut ? first : await pullAll(pullParts(parts, run, pushParts, signal), signal)
    const isRestored = !first.ok && isOtherHistory(first.failure)
    const pushed = !isRestored ? first : pulled.ok ? await pushAll(pushParts, signal) : pulled
    const failure = pushed.ok ? (pulled.ok ? undefined : pulled.failure) : pushed.failure
    if (failure) return await reportFailure(parts, failure, signal)
    const lastSyncedAt = new Date(parts.effects.now() + board.current().clockOffset).toISOString()
    await checkIfDue(parts, signal)
    board.alarm('')
    await board.report({ phase: 'synced', filling: 0, error: '', lastSyncedAt })
    // By the server's own words: this device's clock may be set at any moment.
    await parts.outbox.forgetAcknowledgedBefore(before(run.serverNow, KEEP_ACKNOWLEDGED))
    await refillTags(parts, signal)
    return undefined
  } catch (error) {
    if (signal.aborted) return { kind: 'network', detail: 'stopped' }
    console.error(error)
    await board
      .report({ phase: 'failed', error: isStorageFull(error) ? 'storage-full' : 'replica-broken' })
      .catch(() => undefined)
    return { kind: 'unreadable', detail: String(error) }
  }
}

function pullParts(parts: EngineParts, run: Run, pushParts: PushParts, signal: AbortSignal): PullParts {
  const { board } = parts
  return {
    ...parts,
    onReset: async () => {
      await unstick(parts)
      await writeMeta(parts.outbox.database, META.checkedAt, undefined)
      await tellTagsAgain(parts.outbox)
      return offerAgain(pushParts, signal)
    },
    onPage: async (page, state) => {
      run.serverNow = page.now
      const filling = state.filled && !state.resetting ? 0 : board.current().filling + page.changes.length
      const clockOffset = offset(parts, page.now)
      await board.report({ ...reached(board), filling: page.more ? filling : 0, clockOffset })
    },
  }
}

/** A server that answers is no longer out of reach. */
function reached(board: StatusBoard): Partial<SyncReport> {
  return board.current().phase === 'offline' ? { phase: 'syncing' } : {}
}

/**
 * Says `syncing` when there is something to do; a poll that finds nothing new changes no pill, and who is offline stays
 * so until the server answers.
 */
async function announce({ board, outbox }: EngineParts): Promise<void> {
  const { filled } = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
  const isIdle = filled && (await outbox.database.pending.count()) === 0
  const { phase } = board.current()
  if (phase === 'offline') return
  if (phase !== 'synced' || !isIdle) await board.report({ phase: 'syncing' })
}

async function reportFailure(
  { board }: EngineParts,
  failure: Failure,
  signal: AbortSignal,
): Promise<Failure> {
  if (signal.aborted) return failure
  switch (failure.kind) {
    case 'network':
    case 'unavailable':
      await board.report({ phase: 'offline' })
      return failure
    case 'signed-out':
    case 'revoked':
      await board.report({ phase: failure.kind })
      return failure
    case 'refused':
      await board.report({ phase: 'failed', error: failure.code || 'server-refused' })
      return failure
    case 'unreadable':
      await board.report({ phase: 'failed', error: 'server-unreadable' })
      return failure
    default:
      return failure satisfies never
  }
}

function pauseAfter(failure: Failure, failures: number, { effects }: EngineParts): number {
  const pause = backoff(failures, effects.random)
  return failure.kind === 'unavailable' ? Math.max(pause, failure.retryAfter) : pause
}

/** A start is an occasion to compare, unless one was just before. */
async function askForCheck({ outbox, effects }: EngineParts): Promise<void> {
  const checkedAt = await readMeta(outbox.database, META.checkedAt)
  const isRecent = checkedAt !== undefined && Math.abs(effects.now() - checkedAt) < CHECK_AT_START
  if (!isRecent) await writeMeta(outbox.database, META.checkedAt, undefined)
}

/** Compares this device with the server when it is time, and reports what had to be repaired. */
async function checkIfDue(parts: EngineParts, signal: AbortSignal): Promise<void> {
  const { transport, outbox, effects, board } = parts
  const checkedAt = await readMeta(outbox.database, META.checkedAt)
  const isFresh =
    checkedAt !== undefined && effects.now() >= checkedAt && effects.now() < checkedAt + CHECK_EVERY
  if (!transport.check || isFresh) return
  const checked = await checkReplica({ ...parts, check: transport.check }, signal)
  if (!checked.ok || checked.value === 'not-now') return
  await writeMeta(outbox.database, META.checkedAt, effects.now())
  const { repaired } = checked.value
  if (repaired > 0) await board.report({ repaired, repairedAt: new Date(effects.now()).toISOString() })
}

/** What was set aside gets another chance, and what is parked its final answer if there is one by now. */
async function unstick({ outbox }: Pick<EngineParts, 'outbox'>): Promise<void> {
  const stuck = (await outbox.all()).filter((entry) => entry.state !== 'waiting')
  await outbox.mark(
    stuck.map((entry) => entry.seq),
    { state: 'waiting' },
  )
}

/** How far the server's clock is ahead; the time an answer travels is no news. */
function offset({ effects, board }: EngineParts, serverNow: Instant): number {
  const known = board.current().clockOffset
  const measured = Date.parse(serverNow) - effects.now()
  return Math.abs(measured - known) < NEGLIGIBLE_OFFSET ? known : measured
}

function before(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) - milliseconds).toISOString()
}
