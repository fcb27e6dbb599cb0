import { v7 as newId } from 'uuid'
import { inject } from 'vitest'
import { systemClock } from '#shared/kernel/time.ts'
import { createDatabase } from '#tests/support/postgres-cluster.ts'
import type { StorePlace } from './contract/place.ts'
import { openStore } from './open-store.ts'
import { describeStore } from './store-contract.ts'
import type { Store } from './store.ts'

async function aDatabase(): Promise<StorePlace> {
  const database = await createDatabase(inject('postgresUrl'))
  const opened: Store[] = []
  return {
    async open() {
      const sources = { dataDir: '/nowhere', clock: systemClock, newId }
      const store = await openStore({ databaseUrl: database.url, ...sources })
      opened.push(store)
      return store
    },
    async destroy() {
      await Promise.allSettled(opened.map((store) => store.close()))
      await database.drop()
    },
  }
}

describeStore('PostgreSQL', aDatabase, { processes: 2 })
