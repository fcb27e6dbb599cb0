import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isStaff, type Actor, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { monthBefore, scopeOf } from '#shared/policy/scope.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import { decodeCursor } from '#sync-server/sync/cursor.ts'
import { createRetention } from '#sync-server/sync/retention.ts'
import type { Hooks } from '#sync-server/sync/hooks.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { PLACES, populate } from './desk.ts'
import { copyOf, newHistory, witnessed, type History } from './history.ts'
import { noPlant, type Plant } from './plants/plant.ts'
import { processStore, type Death, type ProcessStore } from './process-store.ts'
import { seededRandom, type Random } from './random.ts'
import { LATEST, ofVersion } from './versions.ts'
import { virtualNow } from './virtual-time.ts'

/** One of the server's processes. Their clocks differ, as clocks do, and so may their versions. */
export interface Process {
  /** How far its clock is ahead, in milliseconds. */
  skew: number
  /** Version of the program; the schemas of each have another name. */
  version: number
  readonly clock: Clock
  readonly random: Random
  store: ProcessStore | undefined
  sync: SyncService | undefined
  /** Called when the process dies: connections to it break. */
  readonly connections: Set<() => void>
}

/** Two processes over one database, which can be killed, backed up and restored. */
export interface SimServer {
  readonly processes: readonly Process[]
  history: History
  readonly store: Store
  readonly revoked: Set<Id>
  /** How often the database was restored. */
  restores: number
  /** How many months the calendar is ahead of the clocks when it decides how long closed tickets are held. */
  monthsAhead: number
  /** The session of a device, with the person's roles of this moment. */
  authenticate(personId: Id, deviceId: Id): Promise<Actor | 'revoked' | 'signed-out' | 'not-staff'>
  scopeOfPerson(personId: Id): Promise<readonly string[]>
  kill(process: number, death: Death): void
  start(process: number): void
  /** Ends a process and puts a later version in its place, to be started; nothing when it is that late already. */
  upgrade(process: number, version: number): void
  backUp(): void
  /** Ends both processes and puts the last backup in the place of the database; false when there is none. */
  restore(): Promise<boolean>
  close(): Promise<void>
}

/** Devices offer again what was answered within 30 days: nobody restores from a backup that is about as old. */
const OLDEST_BACKUP = 25 * 86_400_000

const FILES = ['satchel.db', 'satchel.db-wal', 'satchel.db-shm']
const memoryDir = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const root = mkdtempSync(join(memoryDir, 'satchel-sim-'))
process.once('exit', () => rmSync(root, { recursive: true, force: true }))

let template: string | undefined
let places = 0

/** The clock of a process, as an instant. */
const clockOf = (skew: number) => () => new Date(virtualNow() + skew).toISOString()

/** The same day of another month. */
export function monthsLater(now: string, months: number): string {
  return `${monthBefore(now, -months)}-15T12:00:00.000Z`
}

function counting(prefix: string): () => string {
  let count = 0
  return () => `${prefix}-${(count++).toString().padStart(6, '0')}`
}

function copyFiles(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  for (const name of FILES) if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
}

/** Makes the filled database that every simulation begins with. Call it once, before the first one, in virtual time. */
export async function prepareTemplate(): Promise<void> {
  const dir = join(root, 'template')
  const store = await openStore({ dataDir: dir, clock: clockOf(0), newId: counting('template') })
  const sync = createSync({ store, hooks: createHooks({ mailDomain: 'desk.example' }), clock: clockOf(0) })
  await populate(sync, clockOf(0)())
  await sync.stop()
  await store.close()
  template = dir
}

/** A word in a title with which a feature of the server fails, whatever the reason: a bug that is not there yet. */
export const POISON = 'poison-makes-the-server-throw'

function hooksWithPoison(): Hooks {
  const hooks = createHooks({ mailDomain: 'desk.example' })
  const derive = hooks.tickets?.derive
  return {
    ...hooks,
    tickets: {
      ...hooks.tickets,
      derive: async (write) => {
        if (String(write.after['title']).includes(POISON))
          throw new Error('a feature of the server has a bug')
        return (await derive?.(write)) ?? {}
      },
    },
  }
}

/** Starts the server on a copy of the filled database. */
export async function startServer(seed: number, plant: Plant = noPlant): Promise<SimServer> {
  if (!template) throw new Error('prepareTemplate() comes first.')
  const place = join(root, String(places++))
  const dir = join(place, 'data')
  const backup = join(place, 'backup')
  copyFiles(template, dir)
  const newId = counting('server')
  const open = async () => {
    const store = await openStore({ dataDir: dir, clock: clockOf(0), newId })
    return plant.database(witnessed(store, () => server.history))
  }
  let store = await open()
  let saved: { readonly history: History; readonly at: number } | undefined

  function startProcess(index: number): void {
    const process = server.processes[index]
    if (!process || process.sync) return
    const own = processStore(store, process.random, () => die(process))
    process.store = own
    const sync = createSync({
      store: plant.store(own.store),
      hooks: hooksWithPoison(),
      clock: process.clock,
      retention: createRetention(() => monthsLater(process.clock(), server.monthsAhead)),
    })
    process.sync = promising(ofVersion(plant.service(sync), process.version), server)
  }

  const server: SimServer = {
    processes: [newProcess(seed ^ 0x2545f491, 0), newProcess(seed ^ 0x3c6ef372, 1500)],
    history: newHistory(await store.head()),
    revoked: new Set(),
    restores: 0,
    monthsAhead: 0,
    get store() {
      return store
    },
    async authenticate(personId, deviceId) {
      if (server.revoked.has(deviceId)) return 'revoked'
      const person = (await store.doc('people', personId))?.doc
      if (person?.['active'] !== true || person.deletedAt !== '') return 'signed-out'
      const actor = { personId, deviceId, roles: person['roles'] as RoleGrant[] }
      return isStaff(actor) ? actor : 'not-staff'
    },
    async scopeOfPerson(personId) {
      const person = (await store.doc('people', personId))?.doc
      const roles = (person?.['roles'] ?? []) as RoleGrant[]
      return scopeOf({ personId, deviceId: '', roles }, orgOfSite)
    },
    kill: (index, death) => server.processes[index]?.store?.die(death),
    start: startProcess,
    upgrade(index, version) {
      const process = server.processes[index]
      if (!process || version <= process.version || version > LATEST) return
      process.store?.die({ kind: 'now' })
      process.version = version
    },
    backUp() {
      copyFiles(dir, backup)
      saved = { history: copyOf(server.history), at: virtualNow() }
    },
    async restore() {
      if (!saved || virtualNow() - saved.at > OLDEST_BACKUP) return false
      for (const process of server.processes) process.store?.die({ kind: 'now' })
      await store.close()
      copyFiles(backup, dir)
      store = await open()
      server.history = { ...copyOf(saved.history), promised: 0 }
      server.restores += 1
      return true
    },
    async close() {
      for (const process of server.processes) process.store?.die({ kind: 'now' })
      await store.close()
      rmSync(place, { recursive: true, force: true })
    },
  }
  await witnessTemplate(server)
  startProcess(0)
  startProcess(1)
  return server
}

function newProcess(seed: number, skew: number): Process {
  const process: Process = {
    skew,
    version: 1,
    clock: () => new Date(virtualNow() + process.skew).toISOString(),
    random: seededRandom(seed),
    store: undefined,
    sync: undefined,
    connections: new Set(),
  }
  return process
}

function die(process: Process): void {
  void process.sync?.stop()
  process.sync = undefined
  process.store = undefined
  for (const end of process.connections) end()
  process.connections.clear()
}

function orgOfSite(siteId: Id): Id {
  return PLACES.find(({ sites }) => (sites as readonly string[]).includes(siteId))?.orgId ?? ''
}

/** What lay in the database before the simulation began belongs to its history. */
async function witnessTemplate({ store, history }: SimServer): Promise<void> {
  for (const collection of ['settings', 'people', 'tickets', 'activity'] as const) {
    for (const { doc, buckets } of await store.list(collection, { limit: 1000 })) {
      const version = { pos: 0, collection, doc, buckets, prevBuckets: [], cause: '' }
      history.versions.push(version)
      history.latest.set(`${collection}/${doc.id}`, version)
    }
  }
}

/** A cursor promises that nothing below it is still to come. */
function promising(sync: SyncService, server: SimServer): SyncService {
  return {
    ...sync,
    async pull(actor, cursor, limit, months) {
      const page = await sync.pull(actor, cursor, limit, months)
      const { pos } = (page.ok && decodeCursor(page.value.cursor)) || { pos: 0 }
      const { history } = server
      if (pos <= history.pos) history.promised = Math.max(history.promised, pos)
      return page
    },
  }
}
