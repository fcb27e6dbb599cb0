import { BehaviorSubject, type Observable } from 'rxjs'
import { schemaFingerprint } from '../database.ts'
import type { DocumentStore } from '../document-store.ts'
import { localNames } from '../names.ts'
import { notedDocuments } from './noted-documents.ts'
import { SearchDatabase, searchNames } from './search-database.ts'
import type { SearchQuery } from './search-index.ts'
import {
  tellNews,
  type FromSearch,
  type SearchHit,
  type SearchPlace,
  type ToSearch,
} from './search-protocol.ts'

/** Asks the search worker; it keeps up with the documents by itself. */
export interface SearchService {
  search(query: SearchQuery): Promise<readonly SearchHit[]>
  /** Documents still to be read before the index is complete; 0 once it is. */
  readonly building: Observable<number>
  stop(): void
}

/** Whose index it is: the same as the replica's. */
export interface SearchOwner {
  readonly serverUrl: string
  readonly personId: string
}

/** Where a person's index lies. */
export function searchPlace({ serverUrl, personId }: SearchOwner): SearchPlace {
  const names = localNames(serverUrl, personId)
  return { names, documents: `${names.documents}-${schemaFingerprint()}` }
}

/** Notes every change of a replica's documents for the index; for its option `around`. */
export function noteForSearch(owner: SearchOwner): (store: DocumentStore) => DocumentStore {
  return (store) => {
    const names = searchNames(searchPlace(owner).names)
    const channel = new BroadcastChannel(names.channel)
    const noted = () => tellNews(channel, { type: 'noted' })
    const notedStore = notedDocuments(store, new SearchDatabase(names.database), noted)
    return {
      ...notedStore,
      close: async () => {
        channel.close()
        await notedStore.close()
      },
    }
  }
}

/** Starts the worker on the documents of an open replica. */
export function createSearchService(owner: SearchOwner): SearchService {
  const worker = new Worker(new URL('search-worker.ts', import.meta.url), { type: 'module' })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin
  const tell = (message: ToSearch) => worker.postMessage(message)
  const building = new BehaviorSubject(1)
  const asked = new Map<number, (hits: readonly SearchHit[]) => void>()
  let asks = 0
  worker.addEventListener('message', ({ data }: MessageEvent<FromSearch>) => {
    if (data.type === 'left') return building.next(data.count)
    asked.get(data.ask)?.(data.hits)
    return void asked.delete(data.ask)
  })
  tell({ type: 'open', place: searchPlace(owner) })
  return {
    search(query) {
      asks += 1
      const ask = asks
      return new Promise((resolve) => {
        asked.set(ask, resolve)
        tell({ type: 'search', ask, query })
      })
    },
    building,
    stop: () => worker.terminate(),
  }
}
