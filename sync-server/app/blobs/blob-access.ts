import type { Actor } from '#shared/kernel/actor.ts'
import type { Message } from '#shared/messages/schema.ts'
import { mayRead } from '#shared/policy/policy.ts'
import type { FileDocument } from '#shared/documents/schema.ts'
import type { Store, StoredDoc } from '../../store/store.ts'

/** Under which name and type a file hangs on a message or document. */
export interface BlobReference {
  readonly name: string
  readonly type: string
}

const PAGE = 100

/** How a blob is called where this actor may see it; undefined when they may see it nowhere. */
export async function findReadable(
  store: Store,
  actor: Actor,
  sha256: string,
): Promise<BlobReference | undefined> {
  const may = (collection: 'messages' | 'documents') => (stored: StoredDoc) =>
    stored.doc.deletedAt === '' && mayRead(actor, collection, stored.buckets)
  const file = await findFirst(store, 'documents', sha256, may('documents'))
  if (file) {
    const { name, type } = file.doc as FileDocument
    return { name, type }
  }
  const message = await findFirst(store, 'messages', sha256, may('messages'))
  return (message?.doc as Message | undefined)?.attachments.find((attachment) => attachment.sha256 === sha256)
}

async function findFirst(
  store: Store,
  collection: 'messages' | 'documents',
  sha256: string,
  isReadable: (stored: StoredDoc) => boolean,
): Promise<StoredDoc | undefined> {
  let afterId: string | undefined
  for (;;) {
    const page = { limit: PAGE, ...(afterId === undefined ? {} : { afterId }) }
    const found = await store.find(collection, 'file', sha256, page)
    const readable = found.find(isReadable)
    if (readable || found.length < PAGE) return readable
    afterId = found.at(-1)?.doc.id
  }
}
