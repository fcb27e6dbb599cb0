import type { Instant } from '#shared/kernel/time.ts'
import type { RawMail } from '../store/mail-store.ts'
import type { MailDeps } from './deps.ts'
import type { ImapMailbox, ListedMail } from './imap-mailbox.ts'
import { MOST_ATTEMPTS, MOST_BYTES } from './queue.ts'
import { receptionTime } from './reception-time.ts'

/** Where to begin; `isUnknown`: the mailbox was never fetched under this numbering. */
export interface StoreFrom {
  readonly from: number
  readonly isUnknown: boolean
}

/** Brings mails from the mailbox into the store, raw. */
export interface RawStorage {
  /**
   * Stores every mail above `from` and returns the highest UID looked at. In an unknown mailbox, mails that somebody
   * has read already are left alone. A mail the server cannot hand over is put aside at the third try.
   */
  storeAfter(imap: ImapMailbox, start: StoreFrom, stopped: AbortSignal): Promise<number>
}

type StorageDeps = Pick<MailDeps, 'store' | 'files' | 'mailbox' | 'clock' | 'newId' | 'log'>

/** A storage that remembers, over several connections, which mails could not be fetched. */
export function createRawStorage(deps: StorageDeps): RawStorage {
  const failures = new Map<string, number>()
  const bytesOf = async (imap: ImapMailbox, { uid, size }: ListedMail): Promise<Buffer | undefined> => {
    if (size > MOST_BYTES) return imap.downloadHeader(uid)
    const key = `${imap.uidValidity} ${uid}`
    if ((failures.get(key) ?? 0) >= MOST_ATTEMPTS - 1)
      return imap.download(uid, size).catch(() => Buffer.alloc(0))
    try {
      return await imap.download(uid, size)
    } catch (error) {
      failures.set(key, (failures.get(key) ?? 0) + 1)
      throw error
    }
  }
  return {
    async storeAfter(imap, { from, isUnknown }, stopped) {
      let through = from
      let receivedAt: Instant = ''
      for (const listed of await imap.listAfter(from)) {
        if (stopped.aborted) return through
        const bytes = isUnknown && listed.isSeen ? undefined : await bytesOf(imap, listed)
        if (bytes !== undefined)
          receivedAt = await storeOne(deps, imap.uidValidity, listed, bytes, receivedAt)
        through = listed.uid
      }
      return through
    },
  }
}

/** Returns when the mail was received; `before` is that of the mail before it. */
async function storeOne(
  { store, files, mailbox, clock, newId, log }: StorageDeps,
  uidValidity: string,
  listed: ListedMail,
  bytes: Buffer,
  before: Instant,
): Promise<Instant> {
  const error = refusalOf(listed, bytes)
  const raw: RawMail = {
    id: newId(),
    channel: mailbox.address,
    uidValidity,
    uid: listed.uid,
    sha256: await files.put(bytes),
    size: error === '' ? bytes.length : listed.size,
    state: error === '' ? 'stored' : 'quarantined',
    attempts: 0,
    error,
    receivedAt: receptionTime(listed.arrivedAt, clock(), before),
  }
  await store.mail.addRaw(raw)
  if (error !== '') log.warn({ mail: raw.id, error }, 'a mail was put aside')
  return raw.receivedAt
}

/** Why a mail is put aside before anybody looked into it, '' when it is not. */
function refusalOf({ size }: ListedMail, bytes: Buffer): string {
  if (size > MOST_BYTES) return `too-large: ${size} bytes, the limit is ${MOST_BYTES}`
  return bytes.length === 0 && size > 0 ? 'cannot-be-fetched: the mail server does not hand it over' : ''
}
