import type { Actor } from '#shared/kernel/actor.ts'
import { systemActor } from '#shared/kernel/actor.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Mutation, MutationAnswer, PullResponse } from '#shared/protocol/wire.ts'
import { newMessage } from '#shared/messages/rules.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { createTicket } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { decodeCursor } from '#sync-server/sync/cursor.ts'
import type { ServerWrite } from '#sync-server/sync/hooks.ts'
import { StoreUnavailable } from '#sync-server/sync/service.ts'
import { perform, poison } from './acts.ts'
import { PLACES, STAFF } from './desk.ts'
import { forgetLiveQueries, SimDevice } from './device.ts'
import { mutationKey } from './history.ts'
import { GOOD_LINE } from './network.ts'
import type { Plan, Step } from './plan.ts'
import type { Plant } from './plants/plant.ts'
import { seededRandom, type Random } from './random.ts'
import { startServer, type SimServer } from './server.ts'
import type { Trace } from './trace.ts'
import { watchWords, type WordWatch } from './words.ts'
import { forgetCountdowns, sleep, virtualNow } from './virtual-time.ts'

/** Something a person did. `saved` once they saw it saved; until then it may be there or not. */
export interface Intent {
  readonly device: SimDevice
  readonly requests: readonly WriteRequest[]
  /** The documents as the person saw them before, one per request. */
  readonly seen: readonly (Doc | undefined)[]
  /** The ids of its mutations, as far as the replica came to give them. */
  readonly ids: () => readonly Id[]
  readonly isPoison: boolean
  saved: boolean
}

/** A mail the mail server keeps: after a restore it is fetched again, with the same cause. */
interface Mail {
  readonly cause: Id
  readonly by: Id
  readonly writes: readonly ServerWrite[]
}

/** What a device was told last by a pull. */
interface LastPull {
  readonly pos: number
  readonly epoch: string
  readonly more: boolean
}

/** A simulated desk with everything that is known about it. */
export interface World {
  readonly plan: Plan
  readonly server: SimServer
  readonly devices: readonly SimDevice[]
  readonly trace: Trace
  readonly intents: Intent[]
  /** What was first sent under each `device/mutation`. */
  readonly sent: Map<string, Mutation>
  /** Answers that reached a device, with the number of restores before them. */
  readonly answers: Map<string, { readonly answer: MutationAnswer; readonly restores: number }>
  readonly pulls: Map<Id, LastPull>
  readonly words: WordWatch
  /** Tickets that got a field this version does not know. */
  readonly newerFields: Map<Id, string>
  /** What the network let through although it should not have. */
  readonly leaks: string[]
  /** Errors that somebody should look at. */
  readonly alarms: string[]
  /** Performs a step; what takes time goes on afterwards. */
  run(step: Step): Promise<void>
  /** Puts everything right: lines, processes, programs. */
  heal(): void
  close(): Promise<void>
}

/** Opens the desk of a plan. */
export async function openWorld(plan: Plan, plant: Plant, trace: Trace): Promise<World> {
  const random = seededRandom(plan.seed ^ 0x2545f491)
  const server = await startServer(random, plant)
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
    run: (step) => runStep(world, mails, step),
    heal() {
      trace.add('world', 'everything is put right')
      forgetCountdowns()
      for (const device of devices) Object.assign(device.link, GOOD_LINE)
      for (const process of server.processes) process.store?.spare()
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
    random,
    listener: listenerOf(world),
    plant,
    pageSize: plan.pageSize,
    rxdb: plan.rxdb,
  }
  for (const [index, personId] of plan.devices.entries()) {
    devices.push(new SimDevice(common, personId, `${personId}-${index}`))
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
    sent: async (actor: Actor, kind: string, bytes: string) => {
      const scope = await server.scopeOfPerson(actor.personId)
      for (const leak of words.leaksIn(bytes, actor.personId, scope))
        leaks.push(`${kind} to ${actor.deviceId}: ${leak}`)
    },
    answered: (deviceId: Id, all: readonly MutationAnswer[]) => {
      trace.add(
        deviceId,
        `is answered ${all.map(({ id, status, rev }) => `${id} ${status} r${rev}`).join(', ')}`,
      )
      for (const answer of all)
        answers.set(mutationKey(deviceId, answer.id), { answer, restores: server.restores })
    },
    pulled: (deviceId: Id, page: PullResponse) => {
      const { pos = 0, epoch = '' } = decodeCursor(page.cursor) ?? {}
      const before = pulls.get(deviceId)
      pulls.set(deviceId, { pos, epoch, more: page.more })
      if (page.changes.length === 0 && before?.pos === pos && !page.reset) return
      const changes = page.changes.map((each) =>
        'gone' in each ? `${each.id} gone` : `${String(each.doc['id'])} r${String(each.doc['rev'])}`,
      )
      trace.add(deviceId, `pulls${page.reset ? ' anew' : ''} to ${pos}: ${changes.join(', ')}`)
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
      void device
        ?.stop()
        .then(() => sleep(step.pause))
        .then(() => device.start())
      return
    case 'clock':
      trace.add(name, `sets its clock by ${step.by} ms`)
      if (device) device.clockAhead += step.by
      return
    case 'server-death':
      trace.add(`server ${step.process}`, `will die: ${JSON.stringify(step.death)}`)
      server.kill(step.process, step.death)
      void sleep(step.pause).then(() => {
        if (!server.processes[step.process]?.sync) server.start(step.process)
      })
      return
    case 'revoke':
      if (!device || device.isRevoked || devices.filter(({ isRevoked }) => !isRevoked).length < 2) return
      trace.add(name, 'is revoked')
      server.revoked.add(device.deviceId)
      return device.revoke()
    case 'backup':
      trace.add('server', 'is backed up')
      return server.backUp()
    case 'restore':
      return restore(world, mails, step.pause)
    default:
      return onServer(world, mails, step, random)
  }
}

type ServerStep = Extract<Step, { kind: 'roles' | 'move' | 'mail' | 'newer-field' }>

/** What happens on the server without any device: an administrator, a rule, the mail. */
async function onServer(world: World, mails: Mail[], step: ServerStep, random: Random): Promise<void> {
  const { server, trace } = world
  const cause = `cause-${step.seed}`
  const tickets = [...server.history.latest.values()].filter(
    ({ collection, doc }) => collection === 'tickets' && doc.deletedAt === '',
  )
  const { doc } = random.pick(tickets)
  switch (step.kind) {
    case 'roles': {
      const staff = STAFF.find(({ id }) => id === step.person)
      const roles = staff?.roles[step.choice % staff.roles.length]
      trace.add('server', `${step.person} now has ${JSON.stringify(roles)}`)
      return write(world, cause, 'ada', [
        { collection: 'people', docId: step.person, op: 'change', patch: { roles } },
      ])
    }
    case 'move': {
      const place = random.pick(PLACES)
      const patch = { orgId: place.orgId, siteId: random.pick(place.sites) }
      trace.add('server', `moves ${doc.id} to ${JSON.stringify(patch)}`)
      return write(world, cause, 'ada', [{ collection: 'tickets', docId: doc.id, op: 'change', patch }])
    }
    case 'newer-field':
      return newerField(world, doc.id, `mood-${step.seed}`)
    case 'mail': {
      const word = world.words.next()
      const mail = {
        cause,
        by: 'rita',
        writes: mailWrites(step.isNew, doc as unknown as Ticket, word, step.seed, random),
      }
      mails.push(mail)
      for (const { collection, docId } of mail.writes) world.words.belongs(word, collection, docId, 'server')
      trace.add('server', `gets mail ${word}: ${JSON.stringify(mail.writes.map(({ docId }) => docId))}`)
      return write(world, mail.cause, mail.by, mail.writes)
    }
    default:
      return step satisfies never
  }
}

function mailWrites(
  isNew: boolean,
  ticket: Ticket,
  word: string,
  seed: number,
  random: Random,
): ServerWrite[] {
  const now = new Date(virtualNow()).toISOString()
  const actor = systemActor(ticket.orgId === 'globex' ? 'otto' : 'rita')
  let count = 0
  const newId = () => `mail-${seed}-${count++}`
  const fields = { kind: 'mail' as const, visibility: 'public' as const, text: `Mail ${word}` }
  if (!isNew) {
    const said = newMessage(ticket, fields, actor, now, newId)
    return said.ok ? [{ collection: 'messages', op: 'create', ...said.value }] : []
  }
  const place = random.pick(PLACES)
  const input = {
    title: `Mail ${word}`,
    orgId: place.orgId,
    siteId: place.sites[0],
    requesterId: place.requester,
  }
  const made = createTicket(input, actor, now, newId, random)
  return made.ok ? [{ collection: 'tickets', op: 'create', ...made.value }] : []
}

/** A write of the server; when its process dies under it, whoever asked for it asks again. */
async function write(world: World, cause: Id, by: Id, writes: readonly ServerWrite[]): Promise<void> {
  if (writes.length === 0) return
  for (const process of world.server.processes) {
    if (!process.sync) continue
    try {
      void process.sync.write(systemActor(by), cause, writes).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) world.alarms.push(String(error))
      })
    } catch (error) {
      world.alarms.push(String(error))
    }
    return
  }
}

/** What a newer version of the server once stored, and this one does not know. */
async function newerField({ server, newerFields, trace }: World, docId: Id, mood: string): Promise<void> {
  trace.add('server', `keeps ${mood} on ${docId}, a field of a newer version`)
  await server.store.transact(async (tx) => {
    const stored = await tx.lock('tickets', docId)
    if (!stored) return
    const { buckets } = stored
    const doc = { ...stored.doc, mood, rev: stored.doc.rev + 1 }
    const lookups = { number: [String(stored.doc['number'])] }
    await tx.put({ ...stored, doc, prevBuckets: buckets, lookups, at: new Date(virtualNow()).toISOString() })
    newerFields.set(docId, mood)
  })
}

async function restore(world: World, mails: readonly Mail[], pause: number): Promise<void> {
  const { server, trace } = world
  trace.add('server', 'is restored from its backup')
  if (!(await server.restore())) return
  for (const [id, mood] of world.newerFields) {
    if (server.history.latest.get(`tickets/${id}`)?.doc['mood'] !== mood) world.newerFields.delete(id)
  }
  await sleep(pause)
  server.start(0)
  server.start(1)
  // The mail server still has what the restored desk never saw.
  for (const { cause, by, writes } of mails) await write(world, cause, by, writes)
}

async function doAct(
  world: World,
  device: SimDevice,
  step: Extract<Step, { kind: 'act' | 'poison' }>,
  random: Random,
): Promise<void> {
  const { trace, intents, words } = world
  device.act(async (replica, program) => {
    const { documents } = program
    if (!documents) return
    const word = words.next()
    const { personId, deviceId } = device
    const now = new Date(device.now()).toISOString()
    const scene = { documents, personId, deviceId, now, newId: () => device.newId('d'), random, word }
    const requests = step.kind === 'act' ? await perform(step.act, scene) : await poison(step.how, scene)
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
