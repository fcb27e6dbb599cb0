import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { documents } from './collection.ts'
import { changeDocument, createDocument, type DocumentPlace } from './rules.ts'

const deed: Deed = { actor: anActor(), now: '2026-11-20T09:00:00.000Z' }
const ticket = aTicket()
const onTicket: DocumentPlace = { in: 'ticket', doc: ticket, buckets: ['org:org-1'] }
const invoice = {
  name: 'invoice.pdf',
  sha256: 'a'.repeat(64),
  size: 1200,
  type: 'application/pdf',
  kind: 'invoice' as const,
}

/** Where a new document lies and hangs, or the reason why there is none. */
function creating(place: DocumentPlace, by = deed) {
  const made = createDocument(place, invoice, by, () => 'file-1')
  return made.ok ? newDoc(documents, made.value.docId, made.value.patch) : made.refusal.code
}

describe('a document', () => {
  test('hangs on a ticket, on an asset, or lies in an organisation', () => {
    expect(creating(onTicket)).toMatchObject({ ticketId: ticket.id, assetId: '', createdBy: 'agent-1' })
    const onAsset: DocumentPlace = { in: 'asset', doc: { ...ticket, id: 'laptop' }, buckets: ['org:org-1'] }
    const file = creating(onAsset)
    expect(file).toMatchObject({ assetId: 'laptop', ticketId: '' })
    expect(typeof file === 'object' && documents.parent(file)).toEqual({ collection: 'assets', id: 'laptop' })
    expect(creating({ in: 'organisation', orgId: 'org-1' })).toMatchObject({ orgId: 'org-1' })
    expect(creating({ in: 'organisation', orgId: 'org-2' })).toBe('not-allowed')
  })

  test('may be given a number and an end, but no other bytes', () => {
    const file = creating(onTicket)
    if (typeof file !== 'object') throw new Error(file)
    const seen = { ...file, scope: ['org:org-1'] }
    const named = { reference: 'RE-2041', validUntil: '2027-11-20T00:00:00.000Z' }
    expect(changeDocument(seen, named, ticket, deed)).toMatchObject({ ok: true })
    const forged: Record<string, unknown> = { sha256: 'b'.repeat(64) }
    expect(changeDocument(seen, forged, ticket, deed)).toMatchObject({ refusal: { code: 'field-fixed' } })
  })
})
