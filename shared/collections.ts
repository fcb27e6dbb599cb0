import { activity } from './activity/collection.ts'
import { articles } from './articles/collection.ts'
import { assets } from './assets/collection.ts'
import { documents } from './documents/collection.ts'
import { items } from './items/collection.ts'
import type { CollectionName } from './kernel/collection-names.ts'
import type { CollectionSpec } from './kernel/collection.ts'
import type { Doc } from './kernel/fields.ts'
import { links } from './links/collection.ts'
import { messages } from './messages/collection.ts'
import { notices } from './notices/collection.ts'
import { people } from './people/collection.ts'
import { settings } from './settings/collection.ts'
import { stocktakes } from './stocktakes/collection.ts'
import { tickets } from './tickets/collection.ts'

/** Every replicated collection. Parents stand before their children. */
export const COLLECTIONS = {
  settings,
  people,
  tickets,
  messages,
  items,
  links,
  assets,
  documents,
  articles,
  stocktakes,
  activity,
  notices,
} as const satisfies Record<CollectionName, unknown>

/** The document type of a collection. */
export type DocOf<N extends CollectionName> =
  (typeof COLLECTIONS)[N] extends CollectionSpec<infer D> ? D : never

/** The spec of a collection whose name is only known at run time. */
export function specOf(name: CollectionName): CollectionSpec<Doc> {
  return COLLECTIONS[name] as unknown as CollectionSpec<Doc>
}
