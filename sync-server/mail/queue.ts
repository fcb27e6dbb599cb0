import type { RawMail } from '../store/mail-store.ts'
import { readChannel } from './channel.ts'
import type { MailDeps } from './deps.ts'
import { readWhole } from './mail-files.ts'
import { receiveMail, type Received } from './receive.ts'

/** A mail that failed this often is put aside until somebody asks for it again. */
export const MOST_ATTEMPTS = 3
/** Larger mails are not fetched (bytes). */
export const MOST_BYTES = 30 * 1024 * 1024

const BATCH = 25

/** What one run through the queue did. */
export interface QueueRun {
  /** Mails that are done now. */
  readonly done: readonly RawMail[]
  /** How many failed and will be tried again. */
  readonly failed: number
}

/**
 * Takes up every stored mail of the mailbox, oldest first. One that fails is passed over, tried again in a later run,
 * and after three failures put aside with the reason; the others go on.
 */
export async function runQueue(deps: MailDeps): Promise<QueueRun> {
  const done: RawMail[] = []
  const failed = new Set<string>()
  for (;;) {
    const channel = await readChannel(deps.store, deps.mailbox.address)
    if (!channel) return { done, failed: failed.size }
    const batch = await deps.store.mail.unprocessed(deps.mailbox.address, BATCH + failed.size)
    const waiting = batch.filter(({ id }) => !failed.has(id))
    if (waiting.length === 0) return { done, failed: failed.size }
    for (const raw of waiting) {
      const received = await take(deps, raw, async (bytes) => receiveMail(deps, channel, raw, bytes))
      if (received) done.push(raw)
      else failed.add(raw.id)
    }
  }
}

async function take(
  deps: MailDeps,
  raw: RawMail,
  receive: (bytes: Buffer) => Promise<Received>,
): Promise<Received | undefined> {
  try {
    const received = await receive(await readWhole(deps.files, raw.sha256))
    await deps.store.mail.setRawState(raw.id, 'done', raw.attempts, noteOf(received))
    return received
  } catch (error) {
    const attempts = raw.attempts + 1
    const reason = error instanceof Error ? error.message : String(error)
    const state = attempts >= MOST_ATTEMPTS ? 'quarantined' : 'stored'
    deps.log.warn({ err: error, mail: raw.id, attempts, state }, 'a mail could not be taken up')
    await deps.store.mail.setRawState(raw.id, state, attempts, reason.slice(0, 500))
    return undefined
  }
}

/** Why a mail that is done became no message, '' when it became one. */
function noteOf(received: Received): string {
  if (received.kind === 'bounce') return received.about > 0 ? 'bounce' : 'bounce-of-unknown-mail'
  return received.kind === 'own' || received.kind === 'unclaimed-auto-reply' ? received.kind : ''
}

/**
 * Puts a quarantined mail back into the queue; false when it is not there, was never fetched whole, or came to a
 * mailbox whose queue this server does not run.
 */
export async function retryQuarantined(
  {
    store,
    files,
    mailbox,
  }: Pick<MailDeps, 'store' | 'files'> & { readonly mailbox: { readonly address: string } },
  id: string,
): Promise<boolean> {
  const raw = await store.mail.raw(id)
  if (raw?.state !== 'quarantined' || raw.channel !== mailbox.address) return false
  if (raw.size !== (await files.size(raw.sha256))) return false
  await store.mail.setRawState(id, 'stored', 0, '')
  return true
}
