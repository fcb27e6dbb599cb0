import type { Observable } from 'rxjs'
import { META, readMeta, writeMeta } from './meta.ts'
import { observed, type OutboxDatabase } from './outbox.ts'

/**
 * Small things of one person on one device that are no documents: a running timer, say. On the disk before they are
 * answered, the same in every window, and gone with the working copy. What is read may be of another version of the
 * program: parse it.
 */
export interface LocalValues {
  /** The value under a key and every later one; undefined where there is none. */
  watch(key: string): Observable<unknown>
  /** Keeps JSON under a key; undefined removes it. Resolves once it survives a crash. */
  keep(key: string, value: unknown): Promise<void>
}

/** Keeps them beside the outbox, whose writes are strict. */
export function localValues(database: OutboxDatabase): LocalValues {
  return {
    watch: (key) => observed(() => readMeta(database, META.local(key))),
    keep: (key, value) => writeMeta(database, META.local(key), value),
  }
}
