import { v7 as newId } from 'uuid'
import { systemClock } from '#shared/kernel/time.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import type { StorePlace } from './contract/place.ts'
import { openStore } from './open-store.ts'
import { describeStore } from './store-contract.ts'
import type { Store } from './store.ts'

async function aFile(): Promise<StorePlace> {
  const dir = await createTempDir('store')
  const opened: Store[] = []
  return {
    async open() {
      const store = await openStore({ dataDir: dir.path, clock: systemClock, newId })
      opened.push(store)
      return store
    },
    async destroy() {
      await Promise.allSettled(opened.map((store) => store.close()))
      await dir.remove()
    },
  }
}

describeStore('SQLite', aFile, { processes: 1 })
