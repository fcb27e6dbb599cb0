import { v7 } from 'uuid'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import { addColleague, aCreation, administratorEnvironment, signIn } from '#tests/support/api-client.ts'
import { startFaultProxy, type FaultProxy } from '#tests/support/fault-proxy.ts'
import type { PostgresCluster } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import type { Client } from './clients/client.ts'
import { startHttpClient } from './clients/http-client.ts'
import { startReplicaClient } from './clients/replica-client.ts'
import type { SmallDisk } from './small-disk.ts'

/** A device with its cable and who uses it. */
export interface Station {
  readonly name: string
  readonly client: Client
  readonly cable: FaultProxy
  readonly personId: string
  readonly deviceId: string
}

/** Two servers on one PostgreSQL, and everybody who is connected to them. */
export interface Site {
  readonly orgId: string
  readonly cluster: PostgresCluster
  readonly databaseUrl: string
  readonly dataDir: string
  readonly servers: readonly ServerProcess[]
  readonly stations: readonly Station[]
  readonly disk: SmallDisk | undefined
  /** The database read past the servers; opens at first use and closes with the function's end. */
  withStore<T>(use: (store: Store) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface SiteOptions {
  readonly clients: number
  /** How many of them are the console's own replica. */
  readonly replicas: number
  readonly seed: number
}

/** Where sites lie, one after the other: a database server, on a small disk where it takes one. */
export interface Ground {
  readonly cluster: PostgresCluster
  readonly disk: SmallDisk | undefined
}

const PASSWORD = 'a long enough password'
const STAFF = [
  { name: 'ann', role: 'agent' },
  { name: 'bob', role: 'agent' },
  { name: 'mona', role: 'manager' },
  { name: 'luc', role: 'technician' },
] as const
const SERVER_SETTINGS = { LOG_LEVEL: 'error', RATE_LIMIT: '0', SIGN_IN_RATE_LIMIT: '0' } as const

interface Desk {
  readonly orgId: string
  readonly siteId: string
  readonly requesterId: string
}

/** Starts everything and everybody; nobody writes yet. */
export async function openSite({ cluster, disk }: Ground, options: SiteOptions): Promise<Site> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const { url: databaseUrl, drop } = await cluster.createDatabase()
    closers.push(drop)
    const { path: dataDir, remove } = await createTempDir('fault-site')
    closers.push(remove)
    const env = {
      ...administratorEnvironment,
      ...SERVER_SETTINGS,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
    }
    const start = async (): Promise<ServerProcess> => {
      const server = await startServer(env)
      closers.push(() => server.stop())
      return server
    }
    const first = await start()
    const [second, desk] = await Promise.all([start(), prepareDesk(first.url)])
    const servers = [first, second]
    const connect = async (nth: number): Promise<Station> => {
      const station = await connectStation(nth, options, servers, desk)
      closers.push(() => station.client.stop().then(() => station.cable.stop()))
      return station
    }
    const stations = await Promise.all(Array.from({ length: options.clients }, (_, nth) => connect(nth)))
    const clock = () => new Date().toISOString()
    const withStore = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
      const store = await openStore({ databaseUrl, dataDir, clock, newId: v7 })
      return use(store).finally(() => store.close())
    }
    return { ...desk, cluster, databaseUrl, dataDir, servers, stations, disk, withStore, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** An organisation with a site, a requester who can be written to, and its staff. */
async function prepareDesk(url: string): Promise<Desk> {
  const { client, session } = await signIn(url)
  const { orgId } = session.person
  const [siteId, requesterId] = [v7(), v7()]
  const pushed = await client.push([
    aCreation('settings', siteId, { kind: 'site', orgId, name: 'Lyon' }),
    aCreation('people', requesterId, { name: 'Rita', emails: ['rita@acme.example'], orgId }),
  ])
  if (pushed.body.answers.some(({ status }) => status !== 'accepted')) throw new Error(pushed.text)
  for (const { name, role } of STAFF) {
    const at = role === 'technician' ? `site:${siteId}` : `org:${orgId}`
    await addColleague(client, orgId, { email: `${name}@desk.example`, password: PASSWORD, role, at })
  }
  return { orgId, siteId, requesterId }
}

/** Signs one person in on one device behind a cable of its own; the replicas and the servers take turns. */
async function connectStation(
  nth: number,
  { replicas, seed }: SiteOptions,
  servers: readonly ServerProcess[],
  desk: Desk,
): Promise<Station> {
  const person = STAFF[nth % STAFF.length] ?? STAFF[0]
  const server = servers[nth % servers.length]
  if (!server) throw new Error('there is no server')
  const { client: api, session } = await signIn(server.url, {
    email: `${person.name}@desk.example`,
    password: PASSWORD,
  })
  const cable = await startFaultProxy({ port: server.port })
  const { deviceId } = session
  const settings = {
    ...desk,
    url: cable.url,
    token: api.token,
    personId: session.person.id,
    deviceId,
    siteId: person.role === 'technician' || nth % 3 === 0 ? desk.siteId : '',
    seed: seed * 100 + nth,
  }
  const isReplica = nth < replicas
  const client = isReplica ? await startReplicaClient(settings) : startHttpClient(settings)
  const name = `${isReplica ? 'replica' : 'http'}-${nth}-${person.name}`
  return { name, client, cable, personId: session.person.id, deviceId }
}
