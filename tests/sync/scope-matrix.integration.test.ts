import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ROLES } from '#shared/kernel/actor.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import { createDatabase } from '#tests/support/postgres-cluster.ts'
import { STORES, type StoreKind } from './desk.ts'
import { openMatrixDesk, type MatrixDesk } from './matrix/desk.ts'
import { PEOPLE, ROWS, sees } from './matrix/rows.ts'
import { WAYS } from './matrix/ways.ts'

test('every role and every collection has its row', () => {
  expect(Object.keys(ROWS).sort()).toEqual([...COLLECTION_NAMES].sort())
  expect(new Set(PEOPLE.flatMap(({ roles }) => roles.map(({ role }) => role)))).toEqual(new Set(ROLES))
})

/** What PostgreSQL does otherwise than SQLite is read; portal and live connection are the same on both. */
const READ = ['pull', 'rest', 'attachment', 'conflict']
const waysOn = (kind: StoreKind) =>
  Object.entries(WAYS).filter(([name]) => kind === 'sqlite' || READ.includes(name))

describe.each(STORES)('no byte outside the scope, on %s', (kind) => {
  let desk: MatrixDesk | undefined
  let dropDatabase = async (): Promise<void> => undefined
  const pairs = { in: 0, out: 0, leaks: 0 }

  beforeAll(async () => {
    const database = kind === 'postgres' ? await createDatabase(inject('postgresUrl')) : undefined
    if (database) dropDatabase = () => database.drop()
    desk = await openMatrixDesk(database ? { DATABASE_URL: database.url } : {})
  })
  afterAll(async () => {
    await desk?.close()
    await dropDatabase()
    const { in: inScope, out, leaks } = pairs
    console.log(`scope matrix on ${kind}: ${inScope} pairs in scope, ${out} out of it, ${leaks} leaks`)
  })

  describe.each(waysOn(kind))('by %s', (_name, way) => {
    test.each(PEOPLE)('$id is shown what is theirs and nothing else', async (person) => {
      if (!desk) throw new Error('there is no desk')
      const { bytes, problems } = await way.go(desk, person)
      const text = bytes.join('\n').toLowerCase()
      const wrong = desk.samples.filter((sample) => {
        pairs[sees(person, sample) ? 'in' : 'out'] += 1
        const shows = way.shows(person, sample)
        return shows !== 'may' && text.includes(sample.mark) !== (shows === 'must')
      })
      pairs.leaks += problems.length + wrong.length
      expect(problems).toEqual([])
      expect(wrong.map(({ mark }) => mark)).toEqual([])
    })
  })
})
