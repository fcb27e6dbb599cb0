import { setTimeout as sleep } from 'node:timers/promises'
import type { MailServer } from './channel.ts'
import type { MailDeps } from './deps.ts'
import { openImapMailbox, type ImapMailbox } from './imap-mailbox.ts'
import { runQueue } from './queue.ts'
import { createRawStorage } from './store-raw.ts'

/** Times of the fetcher, in milliseconds. */
export interface FetchTimes {
  /** The floor under IDLE: it looks at least this often. */
  readonly pollMs: number
  /** How long a process keeps the mailbox without renewing. */
  readonly leaseMs: number
  /** First and longest wait after a broken connection. */
  readonly backoffMs: { readonly first: number; readonly longest: number }
  /** A mail server that is silent for so long is gone. */
  readonly answerMs: number
  /** Wait before mails that failed are tried again. */
  readonly retryMs: number
}

export const FETCH_TIMES: FetchTimes = {
  pollMs: 60_000,
  leaseMs: 45_000,
  backoffMs: { first: 1_000, longest: 60_000 },
  answerMs: 30_000,
  retryMs: 15_000,
}

/** How the fetcher stands. `error` is the last one, '' while it is connected. */
export interface FetchStatus {
  readonly state: 'waiting' | 'connecting' | 'connected' | 'stopped'
  readonly error: string
}

/** The running fetcher of one mailbox. */
export interface Fetcher {
  status(): FetchStatus
  /** Looks at once. */
  kick(): void
  stop(): Promise<void>
}

/**
 * Fetches a mailbox for as long as it runs: IDLE with a poll as floor, reconnecting with growing pauses. Of several
 * processes one holds the mailbox. Every mail is stored raw before it is taken up.
 */
export function startFetching(deps: MailDeps, server: MailServer, times: FetchTimes = FETCH_TIMES): Fetcher {
  const stopping = new AbortController()
  let status: FetchStatus = { state: 'waiting', error: '' }
  let current: ImapMailbox | undefined
  let wakeUp = new AbortController()
  const pause = async (ms: number) => {
    wakeUp = new AbortController()
    await sleep(ms, undefined, { signal: AbortSignal.any([stopping.signal, wakeUp.signal]) }).catch(
      () => undefined,
    )
  }
  const session = createSession(deps, times, stopping.signal)
  const run = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        if (!(await session.hold())) {
          status = { state: 'waiting', error: '' }
          await pause(times.leaseMs / 3)
          continue
        }
        status = { state: 'connecting', error: status.error }
        await runQueue(deps)
        current = await openImapMailbox(server, deps.mailbox, times.answerMs)
        status = { state: 'connected', error: '' }
        failures = 0
        await session.fetchUntilGone(current)
      } catch (error) {
        status = { state: 'waiting', error: error instanceof Error ? error.message : String(error) }
        deps.log.warn({ err: error }, 'the mailbox cannot be reached')
      }
      await current?.close().catch(() => undefined)
      current = undefined
      if (!stopping.signal.aborted) await pause(backoff(times, failures++))
    }
    await session.release()
  }
  const running = run().catch((error: unknown) => deps.log.error({ err: error }, 'fetching mail ended'))
  return {
    status: () => status,
    kick() {
      wakeUp.abort()
      session.kick()
    },
    async stop() {
      stopping.abort()
      session.kick()
      await running
      status = { state: 'stopped', error: '' }
    },
  }
}

function backoff({ backoffMs }: FetchTimes, failures: number): number {
  const wait = Math.min(backoffMs.longest, backoffMs.first * 2 ** Math.min(failures, 10))
  return wait * (0.75 + Math.random() / 2)
}

interface Session {
  /** Takes or renews the lease on the mailbox. */
  hold(): Promise<boolean>
  release(): Promise<void>
  fetchUntilGone(imap: ImapMailbox): Promise<void>
  kick(): void
}

function createSession(deps: MailDeps, times: FetchTimes, stopped: AbortSignal): Session {
  const { store, clock, mailbox, log } = deps
  // A SQLite file has one server: after a crash it need not wait for itself.
  const owner = store.kind === 'sqlite' ? 'server' : deps.newId()
  const lease = { name: `mailbox ${mailbox.address}`, owner }
  const storage = createRawStorage(deps)
  let kicked: (() => void) | undefined
  const hold = () => {
    const now = clock()
    const until = new Date(Date.parse(now) + times.leaseMs).toISOString()
    return store.mail.lease(lease.name, lease.owner, now, until)
  }
  const report = (error: unknown) => log.warn({ err: error }, 'the mailbox could not be kept')
  /** Takes up what is new and what is stored, and tells how long to wait before the next look. */
  const work = async (imap: ImapMailbox, from: number, isFirst: boolean) => {
    const through = await storage.storeAfter(imap, { from, isUnknown: isFirst && from === 0 }, stopped)
    const { done, failed } = await runQueue(deps)
    const uids = done.filter(({ uidValidity }) => uidValidity === imap.uidValidity).map(({ uid }) => uid)
    await imap.markSeen(uids)
    return { from: through, waitMs: failed > 0 ? Math.min(times.pollMs, times.retryMs) : times.pollMs }
  }
  return {
    hold,
    release: () => store.mail.releaseLease(lease.name, lease.owner),
    kick: () => kicked?.(),
    async fetchUntilGone(imap) {
      let from = await store.mail.lastUid(mailbox.address, imap.uidValidity)
      const lost = new AbortController()
      const renew = () => hold().then((isHeld) => isHeld || lost.abort(), report)
      const renewal = setInterval(renew, times.leaseMs / 3)
      try {
        for (let isFirst = true; !lost.signal.aborted && !stopped.aborted; isFirst = false) {
          const next = await work(imap, from, isFirst)
          from = next.from
          const kick = new Promise<'news'>((resolve) => (kicked = () => resolve('news')))
          const happened = stopped.aborted
            ? 'gone'
            : await Promise.race([imap.waitForNews(next.waitMs), kick])
          if (happened === 'gone') return
        }
        if (lost.signal.aborted) log.info({}, 'another process fetches the mailbox now')
      } finally {
        clearInterval(renewal)
      }
    },
  }
}
