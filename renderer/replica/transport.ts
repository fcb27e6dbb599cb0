import type { TagBlock, TagLeaseRequest } from '#shared/assets/tags.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type {
  DigestResponse,
  DocumentsResponse,
  OlderResponse,
  RevisionsResponse,
} from '#shared/protocol/digest.ts'
import type { PullResponse, PushResponse, Mutation } from '#shared/protocol/wire.ts'

/**
 * Why an exchange did not happen:
 * - network: nobody answered
 * - signed-out: 401, the token is not good any more
 * - revoked: 401, this device was revoked: its copy is to be removed
 * - refused: 4xx, the server will not take this request as it is
 * - unavailable: the server answers, but not now (5xx, 429, 408); `broken` when it failed on this very request (500)
 * - unreadable: the answer is not of this protocol
 */
export type Failure =
  | { readonly kind: 'network'; readonly detail: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'unavailable'; readonly broken: boolean; readonly retryAfter: number }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** The answer of the server, or why there is none. */
export type Exchange<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

/** What the live connection tells. */
export interface LiveListener {
  readonly onOpen: () => void
  readonly onPoke: (head: number) => void
}

/** The road to the server; nothing else in the replica knows of HTTP. */
export interface Transport {
  /** `cursor`: where the pull stands, '' where that does not matter. Refused 409 `history-changed` by a restored server. */
  push(mutations: readonly Mutation[], signal: AbortSignal, cursor: string): Promise<Exchange<PushResponse>>
  /** `months`: for how long after their end closed tickets shall be held, 0 for as long as the server says. */
  pull(cursor: string, limit: number, signal: AbortSignal, months: number): Promise<Exchange<PullResponse>>
  /** Resolves when the connection ended, however it did. */
  live(listener: LiveListener, signal: AbortSignal): Promise<Exchange<void>>
  /** Comparing with the server; absent where the server cannot be asked. */
  readonly check?: CheckTransport
  /** The next block of asset tags; absent where the server cannot be asked. */
  leaseTags?(request: TagLeaseRequest, signal: AbortSignal): Promise<Exchange<TagBlock>>
  /** Bytes the server already has of a file. */
  uploaded(sha256: string, signal: AbortSignal): Promise<Exchange<UploadState>>
  /** Sends the bytes of a file from `offset` on; `size` is the whole. */
  upload(sha256: string, part: FilePart, signal: AbortSignal): Promise<Exchange<UploadState>>
  download(sha256: string, signal: AbortSignal): Promise<Exchange<Blob>>
}

/** Of which collection a replica asks something, and where its pull stands. */
export interface CheckWish {
  readonly collection: string
  readonly cursor: string
}

/** How a replica compares itself with the server and fetches what it lacks. */
export interface CheckTransport {
  digest(cursor: string, signal: AbortSignal): Promise<Exchange<DigestResponse>>
  /** `after`: the last id of the page before, '' for the first one. */
  revisions(wish: CheckWish, after: Id, signal: AbortSignal): Promise<Exchange<RevisionsResponse>>
  documents(wish: CheckWish, ids: readonly Id[], signal: AbortSignal): Promise<Exchange<DocumentsResponse>>
  /** How many tickets were closed before what this device holds. */
  older(cursor: string, signal: AbortSignal): Promise<Exchange<OlderResponse>>
}

export interface UploadState {
  readonly received: number
  readonly complete: boolean
}

export interface FilePart {
  readonly offset: number
  readonly bytes: Blob
  readonly size: number
}
