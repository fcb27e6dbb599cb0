import { decodeCursor, encodeCursor, type Cursor } from '#sync-server/sync/cursor.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { noPlant, type Plant } from './plant.ts'

/** The service with another cursor at the end of each page that is part of a fill. */
function withFillCursor(
  sync: SyncService,
  change: (cursor: Cursor, fill: NonNullable<Cursor['fill']>) => Cursor,
): SyncService {
  return {
    ...sync,
    async pull(...given) {
      const page = await sync.pull(...given)
      const cursor = page.ok ? decodeCursor(page.value.cursor) : undefined
      if (!page.ok || !cursor?.fill) return page
      return { ok: true, value: { ...page.value, cursor: encodeCursor(change(cursor, cursor.fill)) } }
    },
  }
}

const endlessFill: Plant = {
  ...noPlant,
  name: 'fill-restarts-forever',
  breaks: [14],
  mistake: 'A cursor does not say how far a fill has come.',
  service: (sync) =>
    withFillCursor(sync, (cursor, fill) => ({ ...cursor, fill: { ...fill, collection: '', after: '' } })),
}

const heldTooEarly: Plant = {
  ...noPlant,
  name: 'held-before-it-is-filled',
  breaks: [3],
  mistake: 'A cursor says that a gained place is held before everything of it was sent.',
  service: (sync) =>
    withFillCursor(sync, ({ fill: _unfinished, ...cursor }, { marks, since }) => ({
      ...cursor,
      held: { marks, since },
    })),
}

const childrenStay: Plant = {
  ...noPlant,
  name: 'closing-forgets-children',
  breaks: [3, 11],
  mistake: 'What hangs on a ticket does not lie in the month in which that was closed.',
  store: (store) => ({
    ...store,
    transact: (work) =>
      store.transact((tx) =>
        work({
          ...tx,
          put: (write) => {
            const buckets = write.buckets.filter((bucket) => !bucket.startsWith('closed:'))
            return tx.put(write.collection === 'tickets' ? write : { ...write, buckets })
          },
        }),
      ),
  }),
}

/** Mistakes in what a device gains and loses. */
export const REACH_PLANTS: readonly Plant[] = [endlessFill, heldTooEarly, childrenStay]
