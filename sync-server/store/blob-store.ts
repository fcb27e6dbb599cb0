import type { Instant } from '#shared/kernel/time.ts'

/** What is known of stored bytes; the bytes themselves lie in files under their SHA-256. */
export interface BlobRecord {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly createdAt: Instant
}

export interface BlobStore {
  blob(sha256: string): Promise<BlobRecord | undefined>
  /** A second call with the same hash changes nothing. */
  putBlob(blob: BlobRecord): Promise<void>
}
