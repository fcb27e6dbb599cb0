import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import {
  aCreation,
  ADMINISTRATOR,
  administratorEnvironment,
  createApiClient,
  signIn,
} from '#tests/support/api-client.ts'
import { startPostgresCluster } from '#tests/support/postgres-cluster.ts'
import { startServer } from '#tests/support/server-process.ts'
import { killServer } from './faults/kinds/kill-server.ts'
import { lostAnswers } from './faults/kinds/lost-answers.ts'
import { runFault } from './faults/rounds.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

describe('two servers on one database', { timeout: 120_000 }, () => {
  test.each([killServer, lostAnswers])(
    '$name: nothing is lost or doubled, and every copy is right',
    async (fault) => {
      const lines: string[] = []
      const result = await runFault(fault, {
        rounds: 1,
        seed,
        clients: 5,
        replicas: 1,
        goesOn: () => true,
        onRound: (line) => lines.push(line),
      })
      expect(result, `SEED=${seed}`).toMatchObject({
        rounds: 1,
        lost: 0,
        doubled: 0,
        unequal: 0,
        violations: [],
      })
      expect(result.acts).toBeGreaterThan(5)
    },
  )
})

test('while the database is gone every answer is 503: no client takes what it sent for the cause', async () => {
  const cluster = await startPostgresCluster({ own: true })
  const { url } = await cluster.createDatabase()
  const server = await startServer({ ...administratorEnvironment, DATABASE_URL: url })
  try {
    const { client } = await signIn(server.url)
    await cluster.crash()
    const device = { name: 'Test console' }
    const answers = [
      await client.get('/sync/pull'),
      await client.push([aCreation('tickets', v7(), { title: 'Later' })]),
      await client.get('/sync/live'),
      await client.get('/api/session'),
      await createApiClient(server.url).post('/api/sign-in', { ...ADMINISTRATOR, device }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
  } finally {
    await server.stop()
    await cluster.stop()
  }
})
