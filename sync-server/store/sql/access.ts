import type { Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { Tables } from './schema.ts'

/** A connection, or a transaction on one. */
export type Db = Kysely<Tables>

/** Queries of one kind within a read or a transaction. */
export interface Queries {
  readonly db: Db
  readonly dialect: Dialect
}

/** How a store reaches its database outside a caller's transaction. */
export interface Access {
  readonly dialect: Dialect
  /** Runs reads on what is committed. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Runs work in a transaction of its own, again when the database asks for it. */
  write<T>(work: (db: Db) => Promise<T>): Promise<T>
}
