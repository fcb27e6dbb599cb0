import type { BlobStore } from '../blob-store.ts'
import type { Access } from './access.ts'

/** What is known of stored bytes. */
export function blobStore({ read, write }: Access): BlobStore {
  return {
    async blob(sha256) {
      const row = await read((db) =>
        db.selectFrom('blobs').selectAll().where('sha256', '=', sha256).executeTakeFirst(),
      )
      return row && { sha256: row.sha256, size: row.size, createdAt: row.created_at }
    },
    async putBlob({ sha256, size, createdAt }) {
      await write((db) =>
        db
          .insertInto('blobs')
          .values({ sha256, size, created_at: createdAt })
          .onConflict((conflict) => conflict.column('sha256').doNothing())
          .execute(),
      )
    },
  }
}
