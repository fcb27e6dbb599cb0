import { combineLatest, map, of, switchMap, type Observable } from 'rxjs'
import type { Asset } from '#shared/assets/schema.ts'
import type { FileDocument } from '#shared/documents/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { relationsOf, type Relation } from '#shared/links/rules.ts'
import type { EndKind } from '#shared/links/schema.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import type { Equipment } from './bring.ts'
import type { Baggage } from './baggage.ts'

/** Follows what is to be bought for a ticket and the equipment it is about. */
export function equipmentOf(replica: Replica, ticketId: Id): Observable<Equipment> {
  const purchases = replica.find('items', { selector: { ticketId, kind: 'purchase', deletedAt: '' } })
  const assets = relationsTo(replica, ticketId).pipe(switchMap((found) => assetsOf(replica, found)))
  return combineLatest([purchases, assets]).pipe(
    map(([bought, linked]) => ({ ticketId, purchases: bought, assets: linked })),
  )
}

/** Follows the files of a ticket, of its equipment and of the documents it names, and the articles that explain it. */
export function baggageOf(replica: Replica, ticketId: Id): Observable<Baggage> {
  const messages = replica.find('messages', { selector: { ticketId, deletedAt: '' } })
  const own = replica.find('documents', { selector: { ticketId, deletedAt: '' } })
  const linked = relationsTo(replica, ticketId).pipe(
    switchMap((found) =>
      combineLatest([
        all(idsIn(found, 'documents').map((id) => replica.doc('documents', id))),
        all(
          idsIn(found, 'assets').map((assetId) =>
            replica.find('documents', { selector: { assetId, deletedAt: '' } }),
          ),
        ),
        all(idsIn(found, 'articles').map((id) => replica.doc('articles', id))),
      ]),
    ),
  )
  return combineLatest([messages, own, linked]).pipe(
    map(([said, files, [named, ofAssets, articles]]) => ({
      ticketId,
      files: [
        ...said.flatMap(({ attachments }) => attachments),
        ...[...files, ...named.filter(isLiving), ...ofAssets.flat()].filter(({ sha256 }) => sha256 !== ''),
      ].map(({ sha256, name, size }) => ({ sha256, name, size })),
      articles: articles.length,
      articlesHere: articles.filter((article) => article?.deletedAt === '').length,
    })),
  )
}

/** The latest of each; at once when there are none. */
export function all<T>(sources: readonly Observable<T>[]): Observable<readonly T[]> {
  return sources.length === 0 ? of([]) : combineLatest(sources)
}

function relationsTo(replica: Replica, id: Id): Observable<readonly Relation[]> {
  const from = replica.find('links', { selector: { fromId: id, deletedAt: '' } })
  const to = replica.find('links', { selector: { toId: id, deletedAt: '' } })
  return combineLatest([from, to]).pipe(map(([out, back]) => relationsOf([...out, ...back], id)))
}

function assetsOf(replica: Replica, found: readonly Relation[]): Observable<readonly Asset[]> {
  return all(idsIn(found, 'assets').map((id) => replica.doc('assets', id))).pipe(
    map((assets) => assets.filter((asset) => asset?.deletedAt === '').filter((asset) => asset !== undefined)),
  )
}

function idsIn(found: readonly Relation[], kind: EndKind): readonly Id[] {
  return found.filter(({ collection }) => collection === kind).map(({ id }) => id)
}

function isLiving(file: FileDocument | undefined): file is FileDocument {
  return file?.deletedAt === ''
}
