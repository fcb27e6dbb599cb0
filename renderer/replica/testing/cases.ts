import type { Patch } from '#shared/kernel/patch.ts'
import type { Replica, WriteRequest } from '../replica.ts'
import type { ReplicaOptions } from '../create-replica.ts'
import type { Device } from './device.ts'

/** What a pulled cable looks like. */
export const offline = { kind: 'network', detail: 'cable pulled' } as const

/** Opens a ticket. */
export const aTicket = (docId: string, patch: Patch = {}): WriteRequest => ({
  collection: 'tickets',
  docId,
  op: 'create',
  patch: {
    title: 'Printer jams',
    orgId: 'org-1',
    label: 'NEW-AAAA',
    updatedAt: '2026-03-01T08:00:00.000Z',
    ...patch,
  },
})

/** Changes a ticket. */
export const aChange = (docId: string, patch: Patch): WriteRequest => ({
  collection: 'tickets',
  docId,
  op: 'change',
  patch,
})

/** Says something on a ticket. */
export const aMessage = (docId: string, ticketId: string, patch: Patch = {}): WriteRequest => ({
  collection: 'messages',
  docId,
  op: 'create',
  patch: {
    ticketId,
    kind: 'note',
    visibility: 'private',
    text: 'It is the tray.',
    at: '2026-03-01T08:05:00.000Z',
    ...patch,
  },
})

/** A document as a server would serve it. */
export const aServedTicket = (id: string, fields: Record<string, unknown> = {}) => ({
  collection: 'tickets',
  doc: {
    id,
    rev: 1,
    title: `Ticket ${id}`,
    orgId: 'org-1',
    updatedAt: '2026-03-01T08:00:00.000Z',
    ...fields,
  },
})

/** Programs a test started, so that none outlives it. */
export function programs() {
  const running = new Set<Replica>()
  return {
    start: async (device: Device, options: Partial<ReplicaOptions> = {}): Promise<Replica> => {
      const replica = await device.start(options)
      running.add(replica)
      return replica
    },
    stop: async (replica: Replica): Promise<void> => {
      running.delete(replica)
      await replica.stop()
    },
    stopAll: async (): Promise<void> => {
      const all = [...running]
      running.clear()
      await Promise.all(all.map((replica) => replica.stop()))
    },
  }
}
