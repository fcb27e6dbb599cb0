import { specOf } from '#shared/collections.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { Mutation } from '#shared/protocol/wire.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta } from '#renderer/replica/meta.ts'
import { OutboxDatabase } from '#renderer/replica/outbox.ts'
import type { Exchange, Transport } from '#renderer/replica/transport.ts'
import { noPlant, type Plant, type PlantedDevice } from './plant.ts'

/** The device's log, opened once more beside the replica. */
function logOf({ outboxName, host }: PlantedDevice): () => Promise<OutboxDatabase> {
  let opened: Promise<OutboxDatabase> | undefined
  return () =>
    (opened ??= (async () => {
      const database = new OutboxDatabase(outboxName, host)
      await database.open()
      return database
    })())
}

const cursorFirst: Plant = {
  ...noPlant,
  name: 'cursor-before-the-page',
  breaks: [3],
  mistake: 'The cursor is stored before the page it stands for is written.',
  transport(transport, device) {
    const log = logOf(device)
    const pull: Transport['pull'] = async (cursor, limit, signal, months) => {
      const exchange = await transport.pull(cursor, limit, signal, months)
      if (!exchange.ok || exchange.value.reset) return exchange
      const database = await log()
      const state = (await readMeta(database, META.pull)) ?? PULL_AT_FIRST
      await writeMeta(database, META.pull, { ...state, cursor: exchange.value.cursor })
      return exchange
    }
    return { ...transport, pull }
  },
}

const ackFirst: Plant = {
  ...noPlant,
  name: 'ack-dropped-before-the-write',
  breaks: [2, 3],
  mistake: 'An answered entry leaves the log before what the answer says is written.',
  transport(transport, device) {
    const log = logOf(device)
    const push: Transport['push'] = async (mutations, signal, cursor) => {
      const exchange = await transport.push(mutations, signal, cursor)
      if (!exchange.ok) return exchange
      const { pending } = await log()
      await pending
        .where('id')
        .anyOf(exchange.value.answers.map(({ id }) => id))
        .delete()
      return exchange
    }
    return { ...transport, push }
  },
}

const wholeDocument: Plant = {
  ...noPlant,
  name: 'whole-document-push',
  breaks: [4, 5],
  mistake: 'A change sends every field of the document as the device shows it.',
  transport(transport, device) {
    const whole = async (mutation: Mutation): Promise<Mutation> => {
      const { collection, docId, op, patch } = mutation
      if (op === 'create' || !isCollectionName(collection)) return mutation
      const shown = (await device.documents()?.read(collection, [docId]))?.get(docId)
      const { fields } = specOf(collection)
      const all = Object.entries(shown ?? {}).filter(([field]) => fields[field] === 'value')
      return { ...mutation, patch: { ...Object.fromEntries(all), ...patch } }
    }
    const push: Transport['push'] = async (mutations, signal, cursor) =>
      transport.push(await Promise.all(mutations.map(whole)), signal, cursor)
    return { ...transport, push }
  },
}

const bareTombstone: Plant = {
  ...noPlant,
  name: 'bare-tombstone',
  breaks: [3],
  mistake: 'A deleted document is served as its id and the instant alone.',
  transport: (transport) => ({
    ...transport,
    pull: async (cursor, limit, signal, months) => {
      const exchange = await transport.pull(cursor, limit, signal, months)
      if (!exchange.ok) return exchange
      const changes = exchange.value.changes.map((change) => {
        if ('gone' in change || !change.doc['deletedAt']) return change
        const { id, deletedAt } = change.doc
        return { ...change, doc: { id, deletedAt } }
      })
      return { ok: true, value: { ...exchange.value, changes } }
    },
  }),
}

const clockOrder: Plant = {
  ...noPlant,
  name: 'clock-ordered-outbox',
  breaks: [1],
  mistake: 'What waits is sent in the order of the device’s clock.',
  transport: (transport) => ({
    ...transport,
    push: (mutations, signal, cursor) =>
      transport.push(
        mutations.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        signal,
        cursor,
      ),
  }),
}

const poisonBlocks: Plant = {
  ...noPlant,
  name: 'poison-row-blocks',
  breaks: [13, 14],
  mistake: 'A request the server refuses to read is sent again for ever.',
  transport: (transport) => ({
    ...transport,
    push: async (mutations, signal, cursor) => {
      const exchange = await transport.push(mutations, signal, cursor)
      if (exchange.ok || exchange.failure.kind !== 'refused') return exchange
      return { ok: false, failure: { kind: 'unavailable', broken: false, retryAfter: 0 } }
    },
  }),
}

const lostPokes: Plant = {
  ...noPlant,
  name: 'no-pokes',
  breaks: [14],
  mistake: 'The live connection stays open and says nothing.',
  transport: (transport) => ({
    ...transport,
    live: (listener, signal) => transport.live({ ...listener, onPoke: () => undefined }, signal),
  }),
}

const ignoredGone: Plant = {
  ...noPlant,
  name: 'gone-is-ignored',
  breaks: [3, 11],
  mistake: 'What left the scope stays on the device.',
  transport: (transport) => ({
    ...transport,
    pull: async (cursor, limit, signal, months) => {
      const exchange = await transport.pull(cursor, limit, signal, months)
      if (!exchange.ok) return exchange
      const changes = exchange.value.changes.filter((change) => !('gone' in change))
      return { ok: true, value: { ...exchange.value, changes } }
    },
  }),
}

const lostBucketsStay: Plant = {
  ...noPlant,
  name: 'purge-is-forgotten',
  breaks: [3, 11],
  mistake: 'A device that lost a part of its scope does not look for what lies there.',
  transport: (transport) => ({
    ...transport,
    pull: async (...asked) => {
      const exchange = await transport.pull(...asked)
      if (!exchange.ok || !exchange.value.reach) return exchange
      const { keep: _keep, ...reach } = exchange.value.reach
      return { ok: true, value: { ...exchange.value, reach } }
    },
  }),
}

const revokedStays: Plant = {
  ...noPlant,
  name: 'revoked-is-signed-out',
  breaks: [11],
  mistake: 'A revoked device takes it that its person only has to sign in again.',
  transport: (transport) => {
    const heard = <T>(exchange: Exchange<T>): Exchange<T> =>
      !exchange.ok && exchange.failure.kind === 'revoked'
        ? { ok: false, failure: { kind: 'signed-out' } }
        : exchange
    return {
      ...transport,
      push: async (...asked) => heard(await transport.push(...asked)),
      pull: async (...asked) => heard(await transport.pull(...asked)),
    }
  },
}

/** Mistakes of a device. */
export const DEVICE_PLANTS: readonly Plant[] = [
  cursorFirst,
  ackFirst,
  wholeDocument,
  bareTombstone,
  clockOrder,
  poisonBlocks,
  lostPokes,
  ignoredGone,
  lostBucketsStay,
  revokedStays,
]
