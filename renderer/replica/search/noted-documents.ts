import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { DocumentStore } from '../document-store.ts'
import { isSearched } from './passages.ts'
import type { SearchDatabase } from './search-database.ts'

/**
 * Documents whose every change is noted for the search index. The note is written before the document, and both under
 * the replica's write lock: whoever reads the notes under that lock finds each change that is on the disk, whichever
 * window made it and whatever became of that window. `noted` is told once the documents are written.
 */
export function notedDocuments(
  store: DocumentStore,
  database: SearchDatabase,
  noted: () => void,
): DocumentStore {
  const noting = async (name: CollectionName, ids: readonly string[], work: () => Promise<void>) => {
    if (!isSearched(name) || ids.length === 0) return work()
    await database.notes.add({ name, ids: [...ids] }).catch((error: unknown) => {
      console.error(error)
      // An index that would miss a change is worth nothing: without it, everything is read again.
      return database.delete({ disableAutoOpen: false }).catch((failure: unknown) => console.error(failure))
    })
    try {
      await work()
    } finally {
      noted()
    }
  }
  return {
    ...store,
    put: (name, docs, mayReplace) =>
      noting(
        name,
        docs.map(({ id }) => id),
        () => store.put(name, docs, mayReplace),
      ),
    erase: (name, ids) => noting(name, ids, () => store.erase(name, ids)),
    close: async () => {
      database.close()
      await store.close()
    },
  }
}
