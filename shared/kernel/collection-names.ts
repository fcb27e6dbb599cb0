/** The twelve replicated collections. RxDB's open version allows thirteen in one process. */
export const COLLECTION_NAMES = [
  'tickets',
  'messages',
  'items',
  'links',
  'assets',
  'documents',
  'people',
  'articles',
  'settings',
  'stocktakes',
  'activity',
  'notices',
] as const
export type CollectionName = (typeof COLLECTION_NAMES)[number]

/** True when a word from outside names a collection. */
export function isCollectionName(name: string): name is CollectionName {
  return (COLLECTION_NAMES as readonly string[]).includes(name)
}
