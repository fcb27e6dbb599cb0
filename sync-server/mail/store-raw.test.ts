import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#shared/kernel/time.ts'
import { createBlobFiles } from '../app/blobs/blob-files.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import type { ImapMailbox, ListedMail } from './imap-mailbox.ts'
import { MOST_BYTES, retryQuarantined } from './queue.ts'
import { createRawStorage } from './store-raw.ts'

const ADDRESS = 'help@desk.example'
const never = new AbortController().signal

let dataDir: string
let store: Store

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'satchel-raw-'))
  store = await openStore({ dataDir, clock: systemClock, newId: v7 })
})

afterEach(async () => {
  await store.close()
  await rm(dataDir, { recursive: true, force: true })
})

const aListedMail = (uid: number, fields: Partial<ListedMail> = {}): ListedMail => ({
  uid,
  size: 10,
  isSeen: false,
  arrivedAt: undefined,
  ...fields,
})

/** A mailbox whose server cannot hand over the mail with `brokenUid`. */
const aMailbox = (mails: readonly ListedMail[], brokenUid = 0): ImapMailbox => ({
  uidValidity: '7',
  listAfter: async (uid) => mails.filter((mail) => mail.uid > uid),
  async download(uid) {
    if (uid === brokenUid) throw new Error('NO internal error')
    return Buffer.from(`Subject: ${uid}\r\n\r\nx`)
  },
  downloadHeader: async () => Buffer.from('Subject: huge\r\n\r\n'),
  markSeen: async () => undefined,
  waitForNews: async () => 'timeout',
  close: async () => undefined,
})

function aStorage() {
  const files = createBlobFiles(dataDir)
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const mailbox = { address: ADDRESS } as never
  return { files, storage: createRawStorage({ store, files, mailbox, clock: systemClock, newId: v7, log }) }
}

const uidsToTakeUp = async () => (await store.mail.unprocessed(ADDRESS, 10)).map(({ uid }) => uid)

test('mails are stored once, in their order', async () => {
  const { storage } = aStorage()
  const mailbox = aMailbox([aListedMail(3), aListedMail(5)])
  expect(await storage.storeAfter(mailbox, { from: 0, isUnknown: false }, never)).toBe(5)
  await storage.storeAfter(mailbox, { from: 0, isUnknown: false }, never)
  expect(await uidsToTakeUp()).toEqual([3, 5])
})

test('in an unknown mailbox only unread mails are taken', async () => {
  const { storage } = aStorage()
  const mailbox = aMailbox([aListedMail(1, { isSeen: true }), aListedMail(2)])
  expect(await storage.storeAfter(mailbox, { from: 0, isUnknown: true }, never)).toBe(2)
  expect(await uidsToTakeUp()).toEqual([2])
})

test('a mail that the server never hands over is put aside, and those after it come in', async () => {
  const { storage, files } = aStorage()
  const mailbox = aMailbox([aListedMail(1), aListedMail(2), aListedMail(3)], 2)
  const start = { from: 0, isUnknown: false }
  await expect(storage.storeAfter(mailbox, start, never)).rejects.toThrow('internal error')
  await expect(storage.storeAfter(mailbox, start, never)).rejects.toThrow('internal error')
  expect(await storage.storeAfter(mailbox, start, never)).toBe(3)
  expect(await uidsToTakeUp()).toEqual([1, 3])
  const [broken] = await store.mail.quarantined([ADDRESS], 10)
  expect(broken).toMatchObject({ uid: 2, error: expect.stringContaining('cannot-be-fetched') as string })
  expect(await retryQuarantined({ store, files, mailbox: { address: ADDRESS } }, broken?.id ?? '')).toBe(
    false,
  )
})

test('of a mail that is too large only the header is kept', async () => {
  const { storage, files } = aStorage()
  await storage.storeAfter(
    aMailbox([aListedMail(1, { size: MOST_BYTES + 1 })]),
    { from: 0, isUnknown: false },
    never,
  )
  const [large] = await store.mail.quarantined([ADDRESS], 10)
  expect(large).toMatchObject({ size: MOST_BYTES + 1, error: expect.stringContaining('too-large') as string })
  expect(await files.size(large?.sha256 ?? '')).toBe(17)
})
