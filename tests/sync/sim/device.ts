import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Subject } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import { createReplica } from '#renderer/replica/create-replica.ts'
import type { DocumentStore } from '#renderer/replica/document-store.ts'
import { localNames } from '#renderer/replica/names.ts'
import { openDocuments } from '#renderer/replica/open-documents.ts'
import type { PendingMutation, Replica, SyncStatus } from '#renderer/replica/replica.ts'
import { accessDisk, newDisk, type Disk, type DiskAccess } from './disk.ts'
import { memoryDocuments } from './memory-documents.ts'
import { GOOD_LINE, simTransport, type Link, type Listener, type Station } from './network.ts'
import type { Plant } from './plants/plant.ts'
import type { Random } from './random.ts'
import type { SimServer } from './server.ts'
import { runsBefore, sleep, virtualNow } from './virtual-time.ts'

// Dexie's live queries ask for a global IndexedDB before they run, though each device here brings its own.
Dexie.dependencies.indexedDB = new IDBFactory()
Dexie.dependencies.IDBKeyRange = IDBKeyRange

/** Those who hear of every write in this process; a program that was killed never stops listening. */
const listeners = (
  Dexie.on as unknown as {
    storagemutated: { readonly subscribers: readonly object[]; unsubscribe(listener: object): void }
  }
).storagemutated
const ownListeners = new Set(listeners.subscribers)

/** Lets go of the live queries of programs that were killed. Call it when no program of a simulation runs any more. */
export function forgetLiveQueries(): void {
  for (const listener of listeners.subscribers)
    if (!ownListeners.has(listener)) listeners.unsubscribe(listener)
}

/** A run of the program on a device. */
interface Program {
  alive: boolean
  readonly access: DiskAccess
  replica: Replica | undefined
  documents: DocumentStore | undefined
  status: SyncStatus | undefined
  waiting: readonly PendingMutation[]
  /** Ids the replica gave to what it wrote, in order. */
  readonly ids: Id[]
}

/** Everything a simulated device needs from its world. */
export interface DeviceWorld {
  readonly server: SimServer
  readonly listener: Listener
  readonly plant: Plant
  readonly pageSize: number
  /** True: documents lie in RxDB on IndexedDB; false: in memory. */
  readonly rxdb: boolean
}

/** A laptop with its person, clock, disk and line. */
export class SimDevice {
  readonly personId: Id
  readonly deviceId: Id
  readonly link: Link = { ...GOOD_LINE }
  readonly open = new Set<object>()
  disk: Disk = newDisk()
  /** How far the device's clock is ahead, in milliseconds. */
  clockAhead = 0
  /** Version of the program on it. */
  version = 1
  /** What is done to its documents before the program opens them the next time. */
  readonly damages: ((documents: DocumentStore) => Promise<void>)[] = []
  /** True once a document was damaged behind the program's back. */
  isDamaged = false
  program: Program | undefined
  /** True once an administrator revoked it; it hears of that when it reaches the server. */
  isRevoked = false
  isWiped = false
  /** Acts of the person, one after another. */
  private acts: Promise<void> = Promise.resolve()
  private readonly wakes = new Subject<void>()
  private readonly world: DeviceWorld
  private count = 0
  private wasStarted = false
  private stopping: Promise<void> | undefined

  private readonly random: Random

  constructor(world: DeviceWorld, personId: Id, deviceId: Id, random: Random) {
    this.world = world
    this.random = random
    this.personId = personId
    this.deviceId = deviceId
  }

  now(): number {
    return virtualNow() + this.clockAhead
  }

  newId(kind: string): Id {
    return `${kind}-${this.deviceId}-${(this.count++).toString().padStart(5, '0')}`
  }

  /** Starts the program on this disk, unless it runs already. */
  start(): void {
    if (this.program || this.isWiped) return
    if (this.stopping) {
      void this.stopping.then(() => this.start())
      return
    }
    const { random } = this
    const { server, listener, plant, pageSize, rxdb } = this.world
    const access = accessDisk(this.disk)
    const program: Program = {
      alive: true,
      access,
      replica: undefined,
      documents: undefined,
      status: undefined,
      waiting: [],
      ids: [],
    }
    this.program = program
    const step = () => aliveStep(program)
    const station: Station = {
      personId: this.personId,
      deviceId: this.deviceId,
      version: this.version,
      link: this.link,
      open: this.open,
      isAlive: () => program.alive,
    }
    const serverUrl = `https://desk.example/${this.deviceId}`
    const planted = {
      outboxName: localNames(serverUrl, this.personId).outbox,
      host: access.host,
      documents: () => program.documents,
      step,
    }
    const transport = plant.transport(simTransport(server, station, random, listener, pageSize), planted)
    const opening = createReplica({
      serverUrl,
      personId: this.personId,
      transport,
      multiInstance: false,
      indexedDb: access.host,
      ...(rxdb ? { collections: FEW } : {}),
      openDocuments: async (...given) => {
        const opened = rxdb
          ? await openDocuments(...given)
          : { store: memoryDocuments(this.disk.documents, step), rebuilt: false }
        program.documents = opened.store
        for (const damage of this.damages.splice(0)) await damage(opened.store)
        return opened
      },
      effects: {
        now: () => this.now(),
        random,
        newId: () => this.recordId(program),
        wait: (milliseconds, signal) => waitAlive(program, milliseconds, signal),
      },
      wakes: this.wakes,
    })
    opening.then(
      (replica) => {
        if (!program.alive) return
        this.wasStarted = true
        program.replica = replica
        replica.status.subscribe((status) => {
          program.status = status
          if (status.phase === 'revoked') void this.wipe(program, replica)
        })
        replica.outbox.subscribe((waiting) => (program.waiting = waiting))
      },
      (error: unknown) => {
        if (program.alive) listener.note(`${this.deviceId} cannot start: ${String(error)}`)
      },
    )
  }

  /**
   * Kills the program where it stands. What was not on the disk is gone. False when it never ran before. RxDB never
   * lets go of what it does not close itself: with it, the program only ends.
   */
  crash(): boolean {
    const { program } = this
    if (!program || !this.wasStarted) return false
    if (this.world.rxdb) {
      void this.stop()
      return true
    }
    program.alive = false
    program.access.cut()
    this.program = undefined
    this.acts = Promise.resolve()
    return true
  }

  /** Kills the program after so many steps of whatever happens in the world. */
  crashAfter(steps: number, then: (crashed: boolean) => void): void {
    const { program } = this
    runsBefore(steps, () => {
      if (program && this.program === program) then(this.crash())
    })
  }

  /** Ends the program as a person does. */
  async stop(): Promise<void> {
    const { program } = this
    if (!program?.replica) return
    this.program = undefined
    this.stopping = program.replica.stop()
    await this.stopping
    this.stopping = undefined
    program.alive = false
  }

  /** What the console does once it hears that an administrator revoked this device. */
  private async wipe(program: Program, replica: Replica): Promise<void> {
    if (this.program !== program) return
    this.program = undefined
    this.acts = Promise.resolve()
    await replica.wipe()
    this.disk.documents.forEach((docs) => docs.clear())
    program.alive = false
    this.isWiped = true
  }

  /** The network is there again. */
  wake(): void {
    this.wakes.next()
  }

  /** Does something as this device's person, after what they did before; nothing once the program was killed. */
  act(work: (replica: Replica, program: Program) => Promise<void>): void {
    const { program } = this
    this.acts = this.acts.then(async () => {
      const replica = program && (await started(program))
      if (replica && this.program === program) await work(replica, program)
    })
  }

  private recordId(program: Program): Id {
    const id = this.newId('m')
    program.ids.push(id)
    return id
  }
}

/** What RxDB keeps in the simulation: thirteen collections may be open in one process. */
export const FEW = ['tickets', 'messages', 'people', 'activity', 'notices', 'settings'] as const

/** The replica of a program once it is open; undefined when the program was killed before. */
async function started(program: Program): Promise<Replica | undefined> {
  for (;;) {
    if (!program.alive) return undefined
    if (program.replica) return program.replica
    await sleep(20)
  }
}

function aliveStep(program: Program): Promise<void> {
  return new Promise((resolve) => {
    if (!program.alive) return
    setImmediate(() => {
      if (program.alive) resolve()
    })
  })
}

function waitAlive(program: Program, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      if (program.alive) resolve()
    }
    const timer = setTimeout(done, milliseconds)
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}
