import { createHash } from 'node:crypto'
import { specOf } from '#shared/collections.ts'
import { COLLECTION_NAMES, isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { applyPatch, sameValue } from '#shared/kernel/patch.ts'
import { digestLine, type DigestResponse, type RevisionsResponse } from '#shared/protocol/digest.ts'
import { mergePatch, type FieldStamps } from '#shared/protocol/merge.ts'
import type { Change, Mutation, MutationAnswer, PullResponse } from '#shared/protocol/wire.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import type { Exchange, Failure, LiveListener, Transport } from '../transport.ts'

interface Row {
  readonly collection: string
  readonly doc: Doc
  readonly stamps: FieldStamps
}

type Exchanged = 'check' | 'push' | 'pull' | 'live' | 'uploaded' | 'upload' | 'download'

/** What the network or the server does to an exchange: nothing, fail before it, or lose its answer. */
export type Fault = Failure | 'answer-lost' | undefined

/**
 * The other end of the line: speaks the sync protocol over the real merge, keeps everything in memory, and fails as
 * it is told. It knows no scope and no rules beyond `refuses`.
 */
export class FakeServer {
  readonly rows = new Map<string, Row>()
  readonly answers = new Map<string, MutationAnswer>()
  readonly pushed: Mutation[][] = []
  readonly blobs = new Map<string, Blob>()
  readonly listeners = new Set<LiveListener>()
  log: Change[] = []
  pulls = 0
  epoch = 1
  pageSize = 500
  now = '2026-03-01T09:00:00.000Z'
  fault: (exchange: Exchanged, mutations: readonly Mutation[]) => Fault = () => undefined
  refuses: (mutation: Mutation) => string | undefined = () => undefined
  /** What is parked has no final answer: it is asked again each time. */
  parks: (mutation: Mutation) => boolean = () => false

  doc(collection: CollectionName, id: string): Doc | undefined {
    return this.rows.get(`${collection}/${id}`)?.doc
  }

  /** A write by somebody else. */
  write(collection: CollectionName, docId: string, patch: Record<string, unknown>, device = 'other'): Doc {
    const baseRev = this.doc(collection, docId)?.rev ?? 0
    const id = `m-${device}-${this.log.length}`
    this.take({ id, collection, docId, op: 'change', baseRev, patch, at: this.now, schema: 0 }, device)
    return this.doc(collection, docId) as Doc
  }

  /** Serves something a merge would never make. */
  serve(
    change:
      | { collection: string; doc: Record<string, unknown> }
      | { collection: string; id: string; gone: true },
  ) {
    this.log.push({ pos: this.log.length + 1, ...change })
  }

  poke(): void {
    for (const listener of this.listeners) listener.onPoke(this.log.length)
  }

  /** The road of one device to this server. */
  transport(device: string): Transport {
    const through = async <T>(
      name: Exchanged,
      work: () => T,
      mutations: readonly Mutation[] = [],
    ): Promise<Exchange<T>> => {
      await Promise.resolve()
      const fault = this.fault(name, mutations)
      if (fault && fault !== 'answer-lost') return { ok: false, failure: fault }
      // Everything crosses the wire as JSON does.
      const value = work()
      if (fault === 'answer-lost') return { ok: false, failure: { kind: 'network', detail: 'answer lost' } }
      return { ok: true, value: value instanceof Blob ? value : value && structuredClone(value) }
    }
    return {
      push: async (mutations, _signal, cursor) => {
        const isOther = cursor !== '' && Number(cursor.split('.')[0]) !== this.epoch
        if (isOther) return { ok: false, failure: { kind: 'refused', status: 409, code: 'history-changed' } }
        return through('push', () => this.push(structuredClone(mutations) as Mutation[], device), mutations)
      },
      pull: (cursor, limit) => through('pull', () => this.page(cursor, Math.min(limit, this.pageSize))),
      live: async (listener, signal) => {
        const fault = this.fault('live', [])
        if (fault && fault !== 'answer-lost') return { ok: false, failure: fault }
        this.listeners.add(listener)
        listener.onOpen()
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        this.listeners.delete(listener)
        return { ok: true, value: undefined }
      },
      check: {
        digest: (cursor) => through('check', () => this.digest(cursor)),
        revisions: ({ collection }, after) => through('check', () => this.revisions(collection, after)),
        older: () => through('check', () => ({ tickets: 0 })),
        documents: ({ collection }, ids) =>
          through('check', () => ({
            docs: this.served(collection).filter(({ id }) => ids.includes(String(id))),
          })),
      },
      uploaded: (sha256) => through('uploaded', () => this.uploadState(sha256)),
      upload: (sha256, { bytes, size }) =>
        through('upload', () => {
          this.blobs.set(sha256, new Blob([this.blobs.get(sha256) ?? '', bytes]))
          return this.uploadState(sha256, size)
        }),
      download: async (sha256) => {
        const found = this.blobs.get(sha256)
        if (!found) return { ok: false, failure: { kind: 'refused', status: 404, code: 'blob-not-found' } }
        return through('download', () => found)
      },
    }
  }

  private uploadState(sha256: string, size?: number) {
    const received = this.blobs.get(sha256)?.size ?? 0
    return { received, complete: size === undefined ? received > 0 : received >= size }
  }

  private push(mutations: readonly Mutation[], device: string) {
    this.pushed.push([...mutations])
    return { answers: mutations.map((mutation) => this.take(mutation, device)), now: this.now }
  }

  private take(mutation: Mutation, device: string): MutationAnswer {
    if (this.parks(mutation)) return { id: mutation.id, status: 'parked', rev: 0 }
    const known = this.answers.get(`${device}/${mutation.id}`)
    const answer = known ?? this.answer(mutation, device)
    this.answers.set(`${device}/${mutation.id}`, answer)
    return answer
  }

  private answer(mutation: Mutation, device: string): MutationAnswer {
    const { id, collection, docId, patch, baseRev } = mutation
    if (!isCollectionName(collection))
      return { id, status: 'rejected', rev: 0, refusal: { code: 'unknown-collection' } }
    const spec = specOf(collection)
    const row = this.rows.get(`${collection}/${docId}`)
    const code = this.refuses(mutation)
    if (code) {
      const current = row ? { doc: row.doc } : {}
      return { id, status: 'rejected', rev: row?.doc.rev ?? 0, refusal: { code }, ...current }
    }
    const outcome = mergePatch({
      spec,
      current: row?.doc ?? newDoc(spec, docId, {}),
      stamps: row?.stamps ?? {},
      patch,
      prev: mutation.prev ?? {},
      baseRev,
      again: mutation.again === true,
      author: { personId: `person-of-${device}`, deviceId: device, roles: ['agent'] },
      at: mutation.at,
      mergeText: () => undefined,
    })
    const derived = collection === 'tickets' && !row ? { number: this.rows.size + 1 } : {}
    const doc = { ...outcome.doc, ...derived } as Doc
    this.rows.set(`${collection}/${docId}`, { collection, doc, stamps: outcome.stamps })
    if (doc.rev !== row?.doc.rev) this.log.push({ pos: this.log.length + 1, collection, doc })
    const expected = applyPatch({ ...(row?.doc ?? newDoc(spec, docId, {})), rev: doc.rev }, patch)
    const isExpected = sameValue(doc, expected) && doc.rev === baseRev + 1
    const status = outcome.conflicts.length > 0 ? 'conflicted' : isExpected ? 'accepted' : 'merged'
    return { id, status, rev: doc.rev, ...(isExpected ? {} : { doc }) }
  }

  /** What a device at rest holds of a collection, in the order of ids. */
  private served(collection: string): Record<string, unknown>[] {
    const last = new Map<string, Record<string, unknown>>()
    for (const change of this.log) {
      if (change.collection !== collection) continue
      if ('gone' in change) last.delete(change.id)
      else last.set(String(change.doc['id']), change.doc)
    }
    return [...last.values()]

      .sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))
  }

  private revisions(collection: string, after: string): RevisionsResponse {
    const all = this.served(collection).map((doc) => ({ id: String(doc['id']), rev: Number(doc['rev']) }))
    const rest = all.filter(({ id }) => id > after)
    return { revisions: rest.slice(0, this.pageSize), more: rest.length > this.pageSize }
  }

  private digest(cursor: string): DigestResponse {
    const current = cursor === `${this.epoch}.${this.log.length}`
    const collections = COLLECTION_NAMES.map((collection) => {
      const hash = createHash('sha256')
      const { revisions } = this.revisions(collection, '')
      for (const revision of revisions) hash.update(digestLine(revision))
      return { collection, count: revisions.length, hash: hash.digest('hex') }
    })
    return { current, collections: current ? collections : [], now: this.now }
  }

  private page(cursor: string, limit: number): PullResponse {
    this.pulls += 1
    const [epoch, pos] = cursor === '' ? [this.epoch, 0] : (cursor.split('.').map(Number) as [number, number])
    const reset = epoch !== this.epoch
    const after = reset ? 0 : pos
    const rest = this.log.filter((change) => change.pos > after)
    const changes = rest.slice(0, limit)
    const through = changes.at(-1)?.pos ?? after
    return { changes, cursor: `${this.epoch}.${through}`, more: rest.length > limit, reset, now: this.now }
  }
}
