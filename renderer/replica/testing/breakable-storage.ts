import type { RxStorageInstance } from 'rxdb/plugins/core'
import type { DocumentStorage } from '../database.ts'

/** A disk that fails when it is told to. */
export interface BreakableStorage {
  readonly storage: DocumentStorage
  /** The error the next writes of documents end with; undefined: the disk is well. */
  failure: (ids: readonly string[]) => Error | undefined
}

/** Wraps a storage so that its writes can be made to fail, as on a full disk or in a crash. */
export function breakable(storage: DocumentStorage): BreakableStorage {
  const control: BreakableStorage = {
    failure: () => undefined,
    storage: {
      name: storage.name,
      rxdbVersion: storage.rxdbVersion,
      createStorageInstance: async (params) => {
        const instance = await storage.createStorageInstance(params)
        const write = instance.bulkWrite.bind(instance)
        const broken: RxStorageInstance<never, unknown, unknown>['bulkWrite'] = async (rows, context) => {
          const failure = control.failure(rows.map((row) => String((row.document as { id?: string }).id)))
          if (failure) throw failure
          return write(rows as never, context) as never
        }
        instance.bulkWrite = broken as never
        return instance
      },
    },
  }
  return control
}

/** What a browser throws when its disk is full. */
export function quotaExceeded(): Error {
  return new DOMException('The disk is full.', 'QuotaExceededError')
}
