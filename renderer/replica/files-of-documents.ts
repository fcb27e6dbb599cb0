import type { DocumentStore } from './document-store.ts'
import type { FilesDatabase } from './files-database.ts'
import { namedFiles } from './named-files.ts'

/**
 * Documents that take along the files they name when they leave this device. A file that another document names too is
 * fetched again when somebody opens it; one that was not sent yet stays.
 */
export function withFiles(store: DocumentStore, { files }: FilesDatabase): DocumentStore {
  return {
    ...store,
    erase: async (name, ids) => {
      const named = namesFiles(name) && (await files.count()) > 0 ? await store.read(name, ids) : new Map()
      await store.erase(name, ids)
      const hashes = [...named.values()].flatMap(namedFiles)
      if (hashes.length > 0)
        await files
          .where('sha256')
          .anyOf(hashes)
          .and(({ state }) => state === 'sent')
          .delete()
    },
  }
}

function namesFiles(name: string): boolean {
  return name === 'messages' || name === 'documents'
}
