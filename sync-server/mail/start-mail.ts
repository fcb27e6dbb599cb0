import { startEffects, type EffectCounts, type EffectTimes } from '../effects/runner.ts'
import { sendAcknowledgement } from './acknowledge.ts'
import type { MailDeps } from './deps.ts'
import { startFetching, type Fetcher, type FetchStatus, type FetchTimes } from './fetch.ts'
import { retryQuarantined } from './queue.ts'
import { sendReply } from './send.ts'
import { mailSignInLink, type SignInLink } from './sign-in-link.ts'

/** How mail stands: undefined `fetch` when the server does not fetch. */
export interface MailStatus {
  readonly fetch: FetchStatus | undefined
  readonly effects: EffectCounts
}

/** Mail, running. */
export interface Mail {
  status(): MailStatus
  /** Looks for new mail and for replies to send, at once. */
  kick(): void
  /** Starts mailing a sign-in link and returns at once, so that nobody learns from the time whether it went out. */
  sendSignInLink(link: SignInLink): Promise<void>
  /** Takes a quarantined mail up again; false when it is not there, not whole, or of another mailbox. */
  retry(rawMailId: string): Promise<boolean>
  stop(): Promise<void>
}

/** Other times than the usual ones, for tests. */
export interface MailTimes {
  readonly fetch?: FetchTimes
  readonly effects?: EffectTimes
}

/** Starts fetching the mailbox, when there is IMAP, and sending what is queued. */
export function startMail(deps: MailDeps, times: MailTimes = {}): Mail {
  const stopping = new AbortController()
  const effects = startEffects({
    store: deps.store,
    clock: deps.clock,
    handlers: {
      'send-reply': (attempt) => sendReply(deps, attempt),
      acknowledge: (attempt) => sendAcknowledgement(deps, attempt),
    },
    onError: (error, effect) =>
      deps.log.error({ err: error, effect: effect?.id, kind: effect?.kind }, 'an effect failed'),
    ...(times.effects ? { times: times.effects } : {}),
  })
  const { imap } = deps.mailbox
  const fetcher: Fetcher | undefined = imap && startFetching(deps, imap, times.fetch)
  return {
    status: () => ({ fetch: fetcher?.status(), effects: effects.counts() }),
    kick() {
      effects.kick()
      fetcher?.kick()
    },
    async sendSignInLink(link) {
      void mailSignInLink(deps, link, stopping.signal).catch((error: unknown) =>
        deps.log.error({ err: error }, 'a sign-in link could not be mailed'),
      )
    },
    async retry(rawMailId) {
      const isBack = await retryQuarantined(deps, rawMailId)
      if (isBack) fetcher?.kick()
      return isBack
    },
    async stop() {
      stopping.abort()
      await Promise.all([effects.stop(), fetcher?.stop()])
    },
  }
}
