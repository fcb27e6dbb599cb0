import type { Deed } from '../kernel/deed.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { accept, type Result } from '../kernel/result.ts'
import { checkWrite } from '../policy/check-write.ts'
import { documents } from './collection.ts'
import type { FileDocument } from './schema.ts'

/** Where a document hangs: the ticket or asset itself and its buckets, or an organisation alone. */
export type DocumentPlace =
  | {
      readonly in: 'ticket' | 'asset'
      readonly doc: { readonly id: Id }
      readonly buckets: readonly string[]
    }
  | { readonly in: 'organisation'; readonly orgId: Id }

/** What somebody gives for a document; the bytes are kept under their hash before. */
export type DocumentInput = Pick<FileDocument, 'name' | 'sha256' | 'size' | 'type'> &
  Partial<
    Pick<FileDocument, 'kind' | 'orgId' | 'visibility' | 'reference' | 'supplier' | 'validUntil' | 'note'>
  >

/** A file as a document of a ticket, an asset or an organisation. */
export function createDocument(
  place: DocumentPlace,
  input: DocumentInput,
  { actor, now }: Deed,
  newId: NewId,
): Result<{ readonly docId: Id; readonly patch: PatchOf<FileDocument> }> {
  const docId = newId()
  const hangs =
    place.in === 'organisation'
      ? { orgId: place.orgId }
      : { [place.in === 'ticket' ? 'ticketId' : 'assetId']: place.doc.id }
  const patch: PatchOf<FileDocument> = { ...input, ...hangs, createdAt: now, createdBy: actor.personId }
  const parent = place.in === 'organisation' ? undefined : (place.doc as Doc)
  const parentBuckets = place.in === 'organisation' ? [] : place.buckets
  const checked = checkWrite({
    spec: documents,
    before: undefined,
    docId,
    patch,
    actor,
    now,
    parent,
    parentBuckets,
  })
  return checked.ok ? accept({ docId, patch }) : checked
}

/** Changes what is known of a document; `parent` is the ticket or asset it hangs on. */
export function changeDocument(
  file: FileDocument,
  fields: PatchOf<
    Pick<
      FileDocument,
      'name' | 'kind' | 'visibility' | 'reference' | 'supplier' | 'validUntil' | 'note' | 'deletedAt'
    >
  >,
  parent: { readonly id: Id } | undefined,
  { actor, now }: Deed,
): Result<PatchOf<FileDocument>> {
  const patch: PatchOf<FileDocument> = fields
  const checked = checkWrite({
    spec: documents,
    before: file,
    docId: file.id,
    patch,
    actor,
    now,
    parent: parent as Doc | undefined,
    parentBuckets: file.scope,
  })
  return checked.ok ? accept(patch) : checked
}
