import { BehaviorSubject, distinctUntilChanged, type Observable } from 'rxjs'
import { silenceAt, silenceBroken, type Silence } from '#shared/protocol/lease.ts'
import type { Replica } from '../replica/replica.ts'
import type { CopyMemory, CopyMemoryStore, CopyOwner, Loss } from './copy-memory.ts'

/** An open copy as this device remembers it. */
export interface CopyWatch {
  /** How long the server has been silent: now, and whenever that was looked at again. */
  readonly silence: Observable<Silence>
  /** The copy that was here before this one and is gone; undefined when all is well, or the person has read of it. */
  readonly loss: Loss | undefined
  /** The person has read of it. */
  settleLoss(): void
  stop(): void
}

interface WatchParts {
  readonly replica: Pick<Replica, 'status' | 'isNew'>
  readonly memories: CopyMemoryStore
  readonly owner: CopyOwner
  /** Milliseconds since 1970 on the device's clock. */
  readonly now: () => number
  /** When to look at the clock again. */
  readonly ticks: Observable<unknown>
}

/**
 * Remembers of an open copy what must outlive its databases: how much waits, and how long the server has been silent.
 * A copy that is new although one is remembered was removed by the browser.
 */
export function watchCopy({ replica, memories, owner, now, ticks }: WatchParts): CopyWatch {
  const before = memories.read(owner)
  const first: CopyMemory = {
    ...before,
    silence: before && !replica.isNew ? silenceAt(before.silence, now()) : silenceBroken(now()),
    waiting: before?.waiting ?? 0,
    ...(before && replica.isNew ? { loss: before.loss ?? lossOf('removed-by-browser', before, now()) } : {}),
  }
  memories.keep(owner, first)
  const silence = new BehaviorSubject(first.silence)
  const change = (part: (memory: CopyMemory) => Partial<CopyMemory>) => {
    const memory = memories.read(owner) ?? first
    const next = { ...memory, ...part(memory) }
    memories.keep(owner, next)
    silence.next(next.silence)
  }
  let syncedAt: string | undefined
  const following = replica.status.subscribe(({ lastSyncedAt, waiting }) => {
    // The first one tells what was known before; only what comes while we watch is the server speaking.
    const isReached = syncedAt !== undefined && syncedAt !== lastSyncedAt
    syncedAt = lastSyncedAt
    change((memory) => ({ waiting, silence: isReached ? silenceBroken(now()) : memory.silence }))
  })
  following.add(ticks.subscribe(() => change((memory) => ({ silence: silenceAt(memory.silence, now()) }))))
  return {
    silence: silence.pipe(distinctUntilChanged((one, other) => one.passed === other.passed)),
    loss: first.loss,
    settleLoss() {
      const { loss: _read, ...memory } = memories.read(owner) ?? first
      memories.keep(owner, memory)
    },
    stop: () => following.unsubscribe(),
  }
}

/** What is to be told of a copy that is remembered and gone; `now` in milliseconds on the device's clock. */
export function lossOf(reason: Loss['reason'], { silence, waiting }: CopyMemory, now: number): Loss {
  return {
    reason,
    lastSeenAt: new Date(silence.seenAt).toISOString(),
    foundAt: new Date(now).toISOString(),
    waiting,
  }
}
