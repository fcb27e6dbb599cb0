import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  shareReplay,
  type Observable,
} from 'rxjs'
import { sameValue } from '#shared/kernel/patch.ts'
import type { DocumentStore } from './document-store.ts'
import type { ReplicaEffects } from './effects.ts'
import { observed, type Outbox } from './outbox.ts'
import { META, readMeta, writeMeta, type SyncReport } from './meta.ts'
import type { SyncStatus } from './replica.ts'
import { isStorageFull } from './storage-failure.ts'

const AT_FIRST: SyncReport = {
  phase: 'starting',
  lastSyncedAt: '',
  filling: 0,
  error: '',
  clockOffset: 0,
  repaired: 0,
  repairedAt: '',
}

/** Milliseconds between two reports of mere progress. */
const TELL_EVERY = 1000

/** The sync pill's source: one window reports, all read. */
export interface StatusBoard {
  readonly status: Observable<SyncStatus>
  current(): SyncReport
  /** From now on this window exchanges, and its own reports are the newest. */
  lead(): void
  report(change: Partial<SyncReport>): Promise<void>
  /** A trouble of this window alone, '' when it is over. */
  alarm(error: string): void
}

/** Reports are kept beside the outbox, so that every window sees them and the next start knows them. */
export async function statusBoard(
  outbox: Outbox,
  store: DocumentStore,
  { now }: Pick<ReplicaEffects, 'now'>,
): Promise<StatusBoard> {
  const { database } = outbox
  const stored = await readMeta(database, META.report)
  const own = new BehaviorSubject<SyncReport>({ ...AT_FIRST, ...stored, phase: 'starting' })
  const shared = observed(() => readMeta(database, META.report)).pipe(
    map((report) => ({ ...own.value, ...report })),
  )
  const alarm = new BehaviorSubject('')
  let isLeading = false
  let toldAt = 0
  const report: Observable<SyncReport> = merge(own, shared).pipe(
    map((each) => (isLeading ? own.value : each)),
  )
  const status = combineLatest({
    report: combineLatest([report, alarm]).pipe(map(([each, error]) => withAlarm(each, error))),
    waiting: outbox.count,
    needsYou: needsYou(store),
    unreadable: observed(() => database.parked.count()),
  }).pipe(map(({ report, ...counts }): SyncStatus => ({ ...report, ...counts })))
  return {
    status: status.pipe(
      distinctUntilChanged<SyncStatus>(sameValue),
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
    current: () => own.value,
    alarm: (error) => alarm.next(error),
    lead: () => {
      isLeading = true
      own.next(own.value)
    },
    report: async (change) => {
      const before = own.value
      const next = { ...before, ...change }
      if (sameValue(next, before)) return
      own.next(next)
      // Progress alone is told to the other windows now and then: each time costs a write to the disk.
      const isProgress = sameValue({ ...next, filling: 0 }, { ...before, filling: 0 })
      if (isProgress && now() - toldAt < TELL_EVERY) return
      toldAt = now()
      await writeMeta(database, META.report, next).catch((error: unknown) => {
        // A full disk must not end the exchange: it is how the device gets rid of what waits.
        if (!isStorageFull(error)) throw error
      })
    },
  }
}

function withAlarm(report: SyncReport, error: string): SyncReport {
  if (error === '') return report
  // What the server says of this device matters more than what is wrong with its disk.
  const isOut = report.phase === 'revoked' || report.phase === 'signed-out'
  return { ...report, phase: isOut ? report.phase : 'failed', error }
}

/** Open notices about writes that could not stand as they were. */
function needsYou(store: DocumentStore): Observable<number> {
  const kinds = { $in: ['conflict', 'rejection', 'held-reply'] }
  return store.keeps('notices')
    ? store.countOf('notices', { selector: { state: 'open', kind: kinds, deletedAt: '' } })
    : new BehaviorSubject(0)
}
