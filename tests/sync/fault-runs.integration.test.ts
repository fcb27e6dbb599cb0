import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import {
  aCreation,
  ADMINISTRATOR,
  administratorEnvironment,
  createApiClient,
  signIn,
} from '#tests/support/api-client.ts'
import { startPostgresCluster } from '#tests/support/postgres-cluster.ts'
import { startServer } from '#tests/support/server-process.ts'
import type { Fault } from './faults/fault.ts'
import { killServer } from './faults/kinds/kill-server.ts'
import { lostAnswers } from './faults/kinds/lost-answers.ts'
import { runFault } from './faults/rounds.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const answersAreLostThenServersDie: Fault = {
  name: 'lost-answers, then kill-server',
  async strike(site, random) {
    await lostAnswers.strike(site, random)
    await killServer.strike(site, random)
  },
}

test('two servers that lose answers and are killed lose and double nothing, and every copy is right', async () => {
  const result = await runFault(answersAreLostThenServersDie, {
    rounds: 1,
    seed,
    clients: 4,
    replicas: 1,
    goesOn: () => true,
    onRound: () => undefined,
  })
  const nothing = { lost: 0, doubled: 0, unequal: 0, violations: [] }
  expect(result, `SEED=${seed}`).toMatchObject({ rounds: 1, ...nothing })
  expect(result.brokenOff).toBeGreaterThan(0)
}, 180_000)

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
