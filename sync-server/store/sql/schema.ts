import type { Generated } from 'kysely'

/** A JSON value or a list of words: written and read through the dialect. */
type Encoded = unknown

/** The tables, as Kysely sees them. Instants are ISO text, '' where there is none; flags are 0 and 1. */
export interface Tables {
  documents: {
    collection: string
    id: string
    rev: number
    stamps: Encoded
    body: Encoded
    buckets: Encoded
    updated_at: string
  }
  lookups: { collection: string; key: string; value: string; doc_id: string }
  /** `pos` is null until the change is sequenced. `buckets`: where the document lies or lay before. */
  changes: { pos: number | null; collection: string; doc_id: string; buckets: Encoded; at: string }
  ledger: { device_id: string; mutation_id: string; answer: Encoded; at: string }
  /** `tried_rev`: revision of the parent when it was last tried, 0 before that. */
  parked: {
    seq: Generated<number>
    device_id: string
    person_id: string
    mutation_id: string
    parent_collection: string
    parent_id: string
    collection: string
    doc_id: string
    op: string
    mutation: Encoded
    tried_rev: number
    at: string
  }
  counters: { name: string; value: number }
  /** `due_at` is when the effect may be claimed: its `run_at`, or while it runs the end of its lease. */
  effects: {
    id: string
    kind: string
    cause_id: string
    payload: Encoded
    run_at: string
    due_at: string
    attempts: number
    state: string
    last_error: string
  }
  /** One row, `epoch`: the identity of this history, where it began and when. */
  meta: { name: string; value: string; origin: string; at: string }
  credentials: { person_id: string; password_hash: string; failures: number; locked_until: string }
  devices: {
    id: string
    person_id: string
    name: string
    created_at: string
    seen_at: string
    revoked_at: string
  }
  tokens: {
    hash: string
    kind: string
    person_id: string
    device_id: string
    created_at: string
    expires_at: string
  }
  blobs: { sha256: string; size: number; created_at: string }
  raw_mails: {
    id: string
    channel: string
    uid_validity: string
    uid: number
    sha256: string
    size: number
    state: string
    attempts: number
    error: string
    received_at: string
  }
  mail_references: { org_id: string; mail_id: string; ticket_id: string; ours: number }
  automatic_mails: { address: string; day: string; count: number }
  leases: { name: string; owner: string; until: string }
}
