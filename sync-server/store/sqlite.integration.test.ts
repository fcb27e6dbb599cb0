import { copyFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { v7 as newId } from 'uuid'
import { systemClock } from '#shared/kernel/time.ts'
import { createTempDir, type TempDir } from '#tests/support/temp-dir.ts'
import { CannotOpenStore } from './cannot-open-store.ts'
import { aWrite, save, type StorePlace } from './contract/place.ts'
import { openStore } from './open-store.ts'
import { describeStore } from './store-contract.ts'
import type { Store } from './store.ts'

const openIn = (dataDir: string) => openStore({ dataDir, clock: systemClock, newId })

async function aFile(): Promise<StorePlace> {
  const dir = await createTempDir('store')
  const opened: Store[] = []
  return {
    async open() {
      const store = await openIn(dir.path)
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

describe('the file of the SQLite store', () => {
  let dir: TempDir
  let file: string
  let store: Store | undefined

  beforeEach(async () => {
    dir = await createTempDir('store')
    file = join(dir.path, 'satchel.db')
    store = undefined
  })
  afterEach(async () => {
    await store?.close()
    await dir.remove()
  })

  async function withDocuments(count: number): Promise<void> {
    const filled = await openIn(dir.path)
    await save(filled, ...Array.from({ length: count }, (_, index) => aWrite({ id: `t-${index}` })))
    await filled.close()
  }

  test('lies in a directory that is made when it is missing', async () => {
    store = await openIn(join(dir.path, 'deep', 'data'))
    expect((await stat(join(dir.path, 'deep', 'data', 'satchel.db'))).isFile()).toBe(true)
  })

  test('is durable: a write-ahead log, synced at every commit', async () => {
    await withDocuments(1)
    const database = new DatabaseSync(file)
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    database.close()
  })

  test('that is no database is left alone, and the error says what to do', async () => {
    await writeFile(file, 'not a database, but somebody may need it'.repeat(100))
    const before = await readFile(file)
    await expect(openIn(dir.path)).rejects.toThrow(CannotOpenStore)
    await expect(openIn(dir.path)).rejects.toThrow(/satchel\.db is damaged.*Nothing was changed.*backup/)
    expect(await readFile(file)).toEqual(before)
  })

  test('that was cut short is left alone', async () => {
    await withDocuments(200)
    await truncate(file, Math.floor((await stat(file)).size / 2))
    const before = await readFile(file)
    await expect(openIn(dir.path)).rejects.toThrow(/damaged/)
    expect(await readFile(file)).toEqual(before)
  })

  test('made by a newer Satchel is left alone', async () => {
    await withDocuments(1)
    const database = new DatabaseSync(file)
    database.exec("insert into kysely_migration values ('9999-far-future', '2030-01-01T00:00:00.000Z')")
    database.close()
    await expect(openIn(dir.path)).rejects.toThrow(
      /made by a newer Satchel \(it has the step 9999-far-future\)/,
    )
  })

  test('in a place where nothing can be written gives an error that names it', async () => {
    await writeFile(join(dir.path, 'occupied'), '')
    await expect(openIn(join(dir.path, 'occupied'))).rejects.toThrow(/occupied.*cannot be opened.*writable/)
  })

  test('restored from a copy begins another epoch, so that replicas offer again what it lacks', async () => {
    await withDocuments(1)
    await copyFile(file, `${file}.backup`)
    const before = await openIn(dir.path)
    const epoch = await before.epoch()
    await save(before, aWrite({ id: 'after the backup' }))
    await before.close()
    await rm(file)
    await copyFile(`${file}.backup`, file)
    store = await openIn(dir.path)
    expect(await store.epoch()).not.toBe(epoch)
    expect(await store.doc('tickets', 'after the backup')).toBeUndefined()
  })

  test('never keeps the process from other work for 50 ms, however much there is to do', async () => {
    const own = await openIn(dir.path)
    store = own
    const longest = await longestSlice(async () => {
      const ids = Array.from({ length: 4_000 }, (_, index) => `t-${index}`)
      await save(own, ...ids.map((id) => aWrite({ id, buckets: ['org:theirs'] })))
      await Promise.all(
        ids.slice(0, 300).map((id) => save(own, aWrite({ id, rev: 2, buckets: ['org:theirs'] }))),
      )
      await own.changesAfter(0, ['org:mine'], 500)
      await own.changesAfter(0, ['org:theirs'], 500)
      for (const id of ids) await own.doc('tickets', id)
    })
    expect(longest).toBeLessThan(50)
  })
})

/** The most processor time, in milliseconds, between two turns of the event loop; waiting for others is not counted. */
async function longestSlice(work: () => Promise<void>): Promise<number> {
  let longest = 0
  let isOver = false
  let since = process.cpuUsage()
  const turn = () => {
    const { user, system } = process.cpuUsage(since)
    longest = Math.max(longest, (user + system) / 1000)
    since = process.cpuUsage()
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  isOver = true
  return longest
}
