import type { ColumnTypes } from './dialect.ts'

/** One step of the schema. Steps are never changed once released: what comes later is another step. */
export interface SchemaStep {
  /** Steps run in the order of their names. */
  readonly name: string
  statements(types: ColumnTypes): readonly string[]
}

const documents = ({ text, integer, json, words, changePlace, changeIndexes }: ColumnTypes) => [
  `create table documents (
    collection ${text} not null,
    id ${text} not null,
    rev ${integer} not null,
    stamps ${json} not null,
    body ${json} not null,
    buckets ${words} not null,
    updated_at ${text} not null,
    primary key (collection, id)
  )`,
  `create table lookups (
    collection ${text} not null,
    key ${text} not null,
    value ${text} not null,
    doc_id ${text} not null,
    primary key (collection, key, value, doc_id)
  )`,
  `create index lookups_of_document on lookups (collection, doc_id)`,
  `create table changes (
    ${changePlace},
    collection ${text} not null,
    doc_id ${text} not null,
    buckets ${words} not null,
    at ${text} not null
  )`,
  ...changeIndexes,
  `create table ledger (
    device_id ${text} not null,
    mutation_id ${text} not null,
    answer ${json} not null,
    at ${text} not null,
    primary key (device_id, mutation_id)
  )`,
  `create table counters (name ${text} primary key, value ${integer} not null)`,
  `create table meta (
    name ${text} primary key,
    value ${text} not null,
    origin ${text} not null,
    at ${text} not null
  )`,
]

const effects = ({ text, integer, json }: ColumnTypes) => [
  `create table effects (
    id ${text} primary key,
    kind ${text} not null,
    cause_id ${text} not null,
    payload ${json} not null,
    run_at ${text} not null,
    due_at ${text} not null,
    attempts ${integer} not null,
    state ${text} not null,
    last_error ${text} not null,
    unique (kind, cause_id)
  )`,
  `create index effects_due on effects (due_at) where state in ('waiting', 'running')`,
]

const accounts = ({ text, integer }: ColumnTypes) => [
  `create table credentials (
    person_id ${text} primary key,
    password_hash ${text} not null,
    failures ${integer} not null,
    locked_until ${text} not null
  )`,
  `create table devices (
    id ${text} primary key,
    person_id ${text} not null,
    name ${text} not null,
    created_at ${text} not null,
    seen_at ${text} not null,
    revoked_at ${text} not null
  )`,
  `create index devices_of_person on devices (person_id)`,
  `create table tokens (
    hash ${text} primary key,
    kind ${text} not null,
    person_id ${text} not null,
    device_id ${text} not null,
    created_at ${text} not null,
    expires_at ${text} not null
  )`,
  `create index tokens_of_device on tokens (device_id)`,
  `create index tokens_expiry on tokens (expires_at)`,
]

const mail = ({ text, integer }: ColumnTypes) => [
  `create table blobs (sha256 ${text} primary key, size ${integer} not null, created_at ${text} not null)`,
  `create table raw_mails (
    id ${text} primary key,
    channel ${text} not null,
    uid_validity ${text} not null,
    uid ${integer} not null,
    sha256 ${text} not null,
    size ${integer} not null,
    state ${text} not null,
    attempts ${integer} not null,
    error ${text} not null,
    received_at ${text} not null,
    unique (channel, uid_validity, uid)
  )`,
  `create index raw_mails_open on raw_mails (state, channel, received_at, uid) where state <> 'done'`,
  `create table mail_references (
    org_id ${text} not null,
    mail_id ${text} not null,
    ticket_id ${text} not null,
    ours ${integer} not null,
    primary key (org_id, mail_id, ticket_id)
  )`,
  `create table automatic_mails (
    address ${text} not null,
    day ${text} not null,
    count ${integer} not null,
    primary key (address, day)
  )`,
  `create table leases (name ${text} primary key, owner ${text} not null, until ${text} not null)`,
]

const parked = ({ text, integer, json, rising }: ColumnTypes) => [
  `create table parked (
    seq ${rising},
    device_id ${text} not null,
    person_id ${text} not null,
    mutation_id ${text} not null,
    parent_collection ${text} not null,
    parent_id ${text} not null,
    collection ${text} not null,
    doc_id ${text} not null,
    op ${text} not null,
    mutation ${json} not null,
    tried_rev ${integer} not null,
    at ${text} not null,
    unique (device_id, mutation_id)
  )`,
  `create index parked_on_parent on parked (parent_collection, parent_id)`,
  `create index parked_document on parked (device_id, collection, doc_id)`,
  `create index parked_since on parked (at)`,
  `create index changes_of_document on changes (collection, doc_id)`,
]

/** The keys of a document are looked for with each of its writes: SQLite takes the index only when all is in it. */
const lookupsOfDocument = () => [
  `drop index lookups_of_document`,
  `create index lookups_of_document on lookups (collection, doc_id, key, value)`,
]

/** Every step from an empty database to the present schema. */
export const schemaSteps: readonly SchemaStep[] = [
  {
    name: '0001-initial',
    statements: (types) => [...documents(types), ...effects(types), ...accounts(types), ...mail(types)],
  },
  { name: '0002-parked', statements: parked },
  { name: '0003-lookups-of-document', statements: lookupsOfDocument },
]
