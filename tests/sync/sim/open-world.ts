import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Mutation, MutationAnswer, PullResponse } from '#shared/protocol/wire.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { decodeCursor } from '#sync-server/sync/cursor.ts'
import { isUnreadable, orphan, perform, poison, type Scene } from './acts.ts'
import { damage } from './damage.ts'
import { onServer, restore, toProcess, type Mail } from './desk-steps.ts'
import { forgetLiveQueries, SimDevice } from './device.ts'
import { mutationKey } from './history.ts'
import { GOOD_LINE, type Arrival, type RequestKind } from './network.ts'
import type { Plan, Step } from './plan.ts'
import type { Plant } from './plants/plant.ts'
import { seededRandom, type Random } from './random.ts'
import { startServer } from './server.ts'
import type { Trace } from './trace.ts'
import { LATEST } from './versions.ts'
import { forgetCountdowns, leapTime, sleep } from './virtual-time.ts'
import { watchWords } from './words.ts'
import type { Intent, World } from './world.ts'

/** Opens the desk of a plan. */
export async function openWorld(plan: Plan, plant: Plant, trace: Trace): Promise<World> {
  const server = await startServer(plan.seed, plant)
  const devices: SimDevice[] = []
  const mails: Mail[] = []
  const world: World = {
    plan,
    server,
    devices,
    trace,
    intents: [],
    sent: new Map(),
    answers: new Map(),
    pulls: new Map(),
    words: watchWords(server),
    newerFields: new Map(),
    leaks: [],
    alarms: [],
    damage: new Map(),
    run: (step) => runStep(world, mails, step),
    heal() {
      trace.add('world', 'everything is put right')
      forgetCountdowns()
      for (const device of devices) Object.assign(device.link, GOOD_LINE)
      for (const process of server.processes) process.store?.spare()
      const latest = Math.max(...[...server.processes, ...devices].map(({ version }) => version))
      for (const [index] of server.processes.entries()) server.upgrade(index, latest)
      for (const [index] of server.processes.entries()) server.start(index)
      for (const process of server.processes) {
        for (const end of process.connections) end()
      }
      for (const device of devices) device.start()
      for (const device of devices) device.wake()
    },
    async close() {
      for (const device of devices) {
        if (plan.rxdb) await device.stop()
        else device.crash()
      }
      forgetLiveQueries()
      await server.close()
    },
  }
  const common = {
    server,
    listener: listenerOf(world),
    plant,
    pageSize: plan.pageSize,
    rxdb: plan.rxdb,
  }
  for (const [index, personId] of plan.devices.entries()) {
    const random = seededRandom(plan.seed ^ Math.imul(index + 1, 0x2545f491))
    devices.push(new SimDevice(common, personId, `${personId}-${index}`, random))
  }
  for (const device of devices) device.start()
  return world
}

function listenerOf(world: World) {
  const { server, trace, sent, answers, pulls, words, leaks } = world
  return {
    note: (text: string) => {
      trace.add('world', text)
      world.alarms.push(text)
    },
    pushed: (deviceId: Id, mutations: readonly Mutation[]) => {
      trace.add(deviceId, `pushes ${mutations.map(describe).join(', ')}`)
      for (const mutation of mutations) {
        const key = mutationKey(deviceId, mutation.id)
        if (!sent.has(key)) sent.set(key, structuredClone(mutation))
      }
    },
    sent: async (actor: Actor, kind: RequestKind, bytes: string, arrival: Arrival) => {
      const scope = [...arrival.scope, ...(await server.scopeOfPerson(actor.personId))]
      for (const leak of words.leaksIn(bytes, actor.personId, scope, arrival.pos))
        leaks.push(`${kind} to ${actor.deviceId}: ${leak}`)
    },
    answered: (deviceId: Id, all: readonly MutationAnswer[]) => {
      trace.add(
        deviceId,
        `is answered ${all.map(({ id, status, rev }) => `${id} ${status} r${rev}`).join(', ')}`,
      )
      for (const answer of all) {
        const key = mutationKey(deviceId, answer.id)
        // An answer that travelled while the server was restored is one of the history before.
        const restores = server.restores - (server.history.judged.has(key) ? 0 : 1)
        answers.set(key, { answer, restores })
      }
    },
    pulled: (deviceId: Id, page: PullResponse) => {
      const { pos = 0, epoch = '', held, months = 0 } = decodeCursor(page.cursor) ?? {}
      const since = held?.since ?? ''
      const before = pulls.get(deviceId)
      pulls.set(deviceId, { pos, epoch, more: page.more, since, months })
      const isKnown = before?.pos === pos && before.since === since && !page.reach?.keep
      if (page.changes.length === 0 && isKnown && !page.reset) return
      const changes = page.changes.map((each) =>
        'gone' in each ? `${each.id} gone` : `${String(each.doc['id'])} r${String(each.doc['rev'])}`,
      )
      const how = `${page.reset ? ' anew' : ''}${page.reach?.keep ? ' what is left' : ''}`
      trace.add(deviceId, `pulls${how} to ${pos} since ${since}: ${changes.join(', ')}`)
    },
  }
}

function describe({ id, op, collection, docId, patch, baseRev }: Mutation): string {
  return `${id} ${op} ${collection}/${docId} b${baseRev} ${JSON.stringify(patch)}`
}

async function runStep(world: World, mails: Mail[], step: Step): Promise<void> {
  const { server, devices, trace } = world
  const random = seededRandom(step.seed)
  const device = 'device' in step ? devices[step.device] : undefined
  const name = device?.deviceId ?? 'server'
  switch (step.kind) {
    case 'act':
    case 'poison':
    case 'orphan':
      return device && doAct(world, device, step, random)
    case 'link':
      trace.add(name, `has a line ${JSON.stringify(step.link)}`)
      if (device) Object.assign(device.link, step.link)
      if (step.link.up === true) device?.wake()
      return
    case 'crash':
      device?.crashAfter(step.after, (crashed) => {
        if (!crashed) return
        trace.add(name, 'is killed')
        void sleep(step.pause).then(() => device.start())
      })
      return
    case 'stop':
      trace.add(name, 'is closed')
      return device && restartLater(device, step.pause)
    case 'clock':
      trace.add(name, `sets its clock by ${step.by} ms`)
      if (device) device.clockAhead += step.by
      return
    case 'damage':
      trace.add(name, `will find a damaged disk: ${step.how}`)
      if (!device || device.isRevoked) return
      device.damages.push((documents) => damage(world, device, documents, step.how, random))
      return restartLater(device, step.pause)
    case 'upgrade':
      trace.add(name, 'gets a newer version')
      if (!device) return
      device.version = Math.min(LATEST, device.version + 1)
      return restartLater(device, step.pause)
    case 'months':
      trace.add('server', `is ${step.by} months later`)
      server.monthsAhead += step.by
      return
    case 'older':
      trace.add(name, 'asks for older tickets')
      return device?.act((replica) => replica.older.load())
    case 'leap':
      trace.add('world', `sleeps for ${step.by} ms`)
      return leapTime(step.by)
    case 'revoke':
      if (!device || device.isRevoked || devices.filter(({ isRevoked }) => !isRevoked).length < 2) return
      trace.add(name, 'is revoked')
      server.revoked.add(device.deviceId)
      device.isRevoked = true
      return
    case 'backup':
      trace.add('server', 'is backed up')
      return server.backUp()
    case 'restore':
      return restore(world, mails, step.pause)
    case 'server-death':
    case 'server-clock':
    case 'server-halt':
    case 'server-upgrade':
      return toProcess(world, step)
    default:
      return onServer(world, mails, step, random)
  }
}

/** Ends the program as a person does, and starts it again later. */
async function restartLater(device: SimDevice, pause: number): Promise<void> {
  void device
    .stop()
    .then(() => sleep(pause))
    .then(() => device.start())
}

type PersonStep = Extract<Step, { kind: 'act' | 'poison' | 'orphan' }>

async function requestsOf(
  { intents }: World,
  device: SimDevice,
  step: PersonStep,
  scene: Scene,
): Promise<readonly WriteRequest[]> {
  if (step.kind === 'act') return perform(step.act, scene)
  if (step.kind === 'poison') return poison(step.how, scene)
  const elsewhere = intents
    .filter((intent) => intent.device !== device)
    .flatMap(({ requests }) => requests)
    .filter((each) => each.collection === 'tickets' && each.op === 'create' && !isUnreadable(each))
  const ids = [`missing-${step.seed}`, ...elsewhere.map(({ docId }) => docId).slice(-3)]
  return orphan(scene, scene.random.pick(ids))
}

async function doAct(world: World, device: SimDevice, step: PersonStep, random: Random): Promise<void> {
  const { trace, intents, words } = world
  device.act(async (replica, program) => {
    const { documents } = program
    if (!documents) return
    const word = words.next()
    const { personId, deviceId } = device
    const now = new Date(device.now()).toISOString()
    const scene = { documents, personId, deviceId, now, newId: () => device.newId('d'), random, word }
    const requests = await requestsOf(world, device, step, scene)
    if (requests.length === 0) return
    const seen = await Promise.all(
      requests.map(async ({ collection, docId }) => (await documents.read(collection, [docId])).get(docId)),
    )
    const from = program.ids.length
    const ids = () => program.ids.slice(from, from + requests.length)
    const kept = structuredClone(requests) as readonly WriteRequest[]
    const intent: Intent = {
      device,
      requests: kept,
      seen,
      ids,
      isPoison: step.kind === 'poison',
      saved: false,
    }
    intents.push(intent)
    for (const { collection, docId } of requests) words.belongs(word, collection, docId, personId)
    await replica.write(requests)
    intent.saved = true
    trace.add(
      deviceId,
      `saved ${requests.map(({ op, docId, patch }) => `${op} ${docId} ${JSON.stringify(patch)}`).join('; ')}`,
    )
  })
}
