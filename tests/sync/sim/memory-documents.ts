import { filter, map, merge, of, Subject, distinctUntilChanged } from 'rxjs'
import type { MangoQuery } from 'rxdb'
import { COLLECTION_NAMES, isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocumentStore } from '#renderer/replica/document-store.ts'
import { withLocalFields, withoutLocalFields } from '#renderer/replica/local-fields.ts'

/** What lies on a device's disk: documents by collection and id, with the device's own fields. */
export type StoredDocuments = Map<CollectionName, Map<Id, Doc>>

/** An empty disk. */
export function noDocuments(): StoredDocuments {
  return new Map(COLLECTION_NAMES.map((name) => [name, new Map<Id, Doc>()]))
}

/**
 * The documents of a device in memory, for the many runs in which RxDB's own work is not in question. Each write of
 * one collection is there as a whole or not at all, as with RxDB on IndexedDB; `step` is the disk's time, and never
 * ends once the program was killed.
 */
export function memoryDocuments(disk: StoredDocuments, step: () => Promise<void>): DocumentStore {
  const changed = new Subject<{ readonly name: CollectionName; readonly doc: Doc }>()
  const removed = new Subject<{ readonly name: CollectionName; readonly id: Id }>()
  const docsOf = (name: CollectionName) => disk.get(name) ?? new Map<Id, Doc>()
  const found = (name: CollectionName, query: MangoQuery<Doc>) =>
    [...docsOf(name).values()].filter((doc) => fits(doc, query.selector ?? {}))
  const news = (name: CollectionName) =>
    merge(of(name), changed, removed).pipe(
      filter((each) => each === name || (each as { name: string }).name === name),
    )

  return {
    keeps: (name): name is CollectionName => isCollectionName(name),
    read: async (name, ids) => {
      await step()
      const docs = ids.flatMap((id) => docsOf(name).get(id) ?? [])
      return new Map(docs.map((doc) => [doc.id, withoutLocalFields(name, doc)]))
    },
    put: async (name, docs, mayReplace = () => true) => {
      await step()
      const written = docs
        .map((doc) => withLocalFields(name, doc))
        .filter((doc) => {
          const stored = docsOf(name).get(doc.id)
          return !stored || mayReplace(stored, doc)
        })
      for (const doc of written) docsOf(name).set(doc.id, doc)
      for (const doc of written) changed.next({ name, doc })
      await step()
    },
    erase: async (name, ids) => {
      await step()
      const gone = ids.filter((id) => docsOf(name).delete(id))
      for (const id of gone) removed.next({ name, id })
      await step()
    },
    ids: async (name) => {
      await step()
      return [...docsOf(name).keys()]
    },
    isEmpty: async () => {
      await step()
      return [...disk.values()].every((docs) => docs.size === 0)
    },
    find: (name, query) => news(name).pipe(map(() => found(name, query))),
    countOf: (name, query) =>
      news(name).pipe(
        map(() => found(name, query).length),
        distinctUntilChanged(),
      ),
    doc: (name, id) => news(name).pipe(map(() => docsOf(name).get(id))),
    get: async (name, id) => {
      await step()
      return docsOf(name).get(id)
    },
    changes: (name) =>
      changed.pipe(
        filter((each) => each.name === name),
        map(({ doc }) => doc),
      ),
    removals: (name) =>
      removed.pipe(
        filter((each) => each.name === name),
        map(({ id }) => id),
      ),
    close: step,
  }
}

/** The selectors the replica itself asks with: equal values and `$in`. */
function fits(doc: Doc, selector: object): boolean {
  return Object.entries(selector).every(([field, wanted]: [string, unknown]) => {
    const choices = (wanted as { $in?: readonly unknown[] } | null)?.$in
    return choices ? choices.includes(doc[field]) : doc[field] === wanted
  })
}
