import { describe, expect, test } from 'vitest'
import type { MailReference, RawMail } from '../mail-store.ts'
import { noon, noonAnd, type Subject } from './place.ts'

const aRawMail = (parts: Partial<RawMail> = {}): RawMail => ({
  id: 'raw-1',
  channel: 'support',
  uidValidity: '4294967295',
  uid: 1,
  sha256: 'a'.repeat(64),
  size: 1234,
  state: 'stored',
  attempts: 0,
  error: '',
  receivedAt: noon,
  ...parts,
})

const aReference = (parts: Partial<MailReference> = {}): MailReference => ({
  orgId: 'org-a',
  mailId: '<1@example.org>',
  ticketId: 'ticket-1',
  ours: false,
  ...parts,
})

/** Raw mails, references, automatic answers, leases, and what is known of blobs. */
export function describeMail({ store, stores }: Subject): void {
  const mail = () => store().mail

  describe('blobs', () => {
    test('are known by their hash, and the first record stays', async () => {
      const blob = { sha256: 'a'.repeat(64), size: 5, createdAt: noon }
      await store().blobs.putBlob(blob)
      await store().blobs.putBlob({ ...blob, createdAt: noonAnd(1) })
      expect(await store().blobs.blob(blob.sha256)).toEqual(blob)
      expect(await store().blobs.blob('b'.repeat(64))).toBeUndefined()
    })
  })

  describe('raw mails', () => {
    test('are recorded once per place in the mailbox', async () => {
      expect(await mail().addRaw(aRawMail())).toBe(true)
      expect(await mail().addRaw(aRawMail({ id: 'raw-2' }))).toBe(false)
      expect(await mail().addRaw(aRawMail({ id: 'raw-3', uidValidity: '7' }))).toBe(true)
      expect(await mail().raw('raw-1')).toEqual(aRawMail())
      expect(await mail().raw('raw-2')).toBeUndefined()
    })

    test('wait oldest first until they are done or set aside', async () => {
      await mail().addRaw(aRawMail({ id: 'b', uid: 2 }))
      await mail().addRaw(aRawMail({ id: 'a', uid: 1 }))
      await mail().addRaw(aRawMail({ id: 'c', uid: 3, receivedAt: noonAnd(-9) }))
      await mail().addRaw(aRawMail({ id: 'd', uid: 4, channel: 'sales' }))
      const waiting = async (limit: number) =>
        (await mail().unprocessed('support', limit)).map((raw) => raw.id)
      expect(await waiting(10)).toEqual(['c', 'a', 'b'])
      expect(await waiting(1)).toEqual(['c'])
      await mail().setRawState('c', 'done', 1, '')
      await mail().setRawState('a', 'quarantined', 3, 'bad header \u0000')
      expect(await waiting(10)).toEqual(['b'])
      const [aside] = await mail().quarantined(['support'], 10)
      expect(aside).toMatchObject({ id: 'a', state: 'quarantined', attempts: 3, error: 'bad header \uFFFD' })
    })

    test('that are set aside are listed and counted by channel', async () => {
      expect(await mail().quarantineCounts()).toEqual({})
      const aside = [
        aRawMail({ id: 'a', uid: 1, receivedAt: noonAnd(2) }),
        aRawMail({ id: 'b', uid: 2, receivedAt: noonAnd(1) }),
        aRawMail({ id: 'c', uid: 3, channel: 'sales' }),
      ]
      for (const raw of aside) await mail().addRaw({ ...raw, state: 'quarantined' })
      await mail().addRaw(aRawMail({ id: 'd', uid: 4 }))
      const listed = async (channels: string[], limit: number) =>
        (await mail().quarantined(channels, limit)).map(({ id }) => id)
      expect(await listed(['support'], 10)).toEqual(['b', 'a'])
      expect(await listed(['support'], 1)).toEqual(['b'])
      expect(await listed(['sales', 'support', 'other'], 10)).toEqual(['c', 'b', 'a'])
      expect(await listed([], 10)).toEqual([])
      expect(await mail().quarantineCounts()).toEqual({ support: 2, sales: 1 })
    })

    test('tell the highest UID of a folder', async () => {
      expect(await mail().lastUid('support', '1')).toBe(0)
      await mail().addRaw(aRawMail({ id: 'a', uidValidity: '1', uid: 4_294_967_295 }))
      await mail().addRaw(aRawMail({ id: 'b', uidValidity: '1', uid: 3 }))
      expect(await mail().lastUid('support', '1')).toBe(4_294_967_295)
      expect(await mail().lastUid('support', '2')).toBe(0)
    })
  })

  describe('mail references', () => {
    test('lead to tickets within their organisation', async () => {
      await mail().addReferences([])
      await mail().addReferences([aReference(), aReference({ mailId: '<2@example.org>', ours: true })])
      await mail().addReferences([
        aReference({ ours: true }),
        aReference({ orgId: 'org-b', ticketId: 'ticket-9' }),
      ])
      const found = await mail().references('org-a', [
        '<1@example.org>',
        '<2@example.org>',
        '<3@example.org>',
      ])
      expect(found.toSorted((a, b) => a.mailId.localeCompare(b.mailId))).toEqual([
        aReference(),
        aReference({ mailId: '<2@example.org>', ours: true }),
      ])
      expect(await mail().references('org-a', [])).toEqual([])
    })
  })

  describe('automatic answers', () => {
    test('are counted per address and day, also when they come at once', async () => {
      const counts = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          (stores()[index % stores().length] ?? store()).mail.countAutomatic('a@b', '2026-11-20'),
        ),
      )
      expect(counts.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
      expect(await mail().countAutomatic('a@b', '2026-11-21')).toBe(1)
    })
  })

  describe('leases', () => {
    test('are held by one owner until they run out or are given back', async () => {
      expect(await mail().lease('box', 'one', noon, noonAnd(1))).toBe(true)
      expect(await mail().lease('box', 'two', noon, noonAnd(1))).toBe(false)
      expect(await mail().lease('other box', 'two', noon, noonAnd(1))).toBe(true)
      expect(await mail().lease('box', 'one', noon, noonAnd(2))).toBe(true)
      expect(await mail().lease('box', 'two', noonAnd(1), noonAnd(3))).toBe(false)
      expect(await mail().lease('box', 'two', noonAnd(2), noonAnd(3))).toBe(true)
      await mail().releaseLease('box', 'one')
      expect(await mail().lease('box', 'one', noonAnd(2), noonAnd(3))).toBe(false)
      await mail().releaseLease('box', 'two')
      expect(await mail().lease('box', 'one', noonAnd(2), noonAnd(3))).toBe(true)
    })
  })
}
