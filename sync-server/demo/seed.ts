import { specOf } from '#shared/collections.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Store, StoreTx } from '../store/store.ts'
import { versionOf } from '../sync/stored.ts'
import { demoDesk, DEMO_TICKETS } from './demo-desk.ts'

/** The password of every demo account; the server only ever seeds it on loopback with DEMO=1. */
export const DEMO_PASSWORD = 'satchel-demo'

export interface SeedDeps {
  readonly store: Store
  readonly now: Instant
  readonly mailAddress: string
  readonly hashPassword: (password: string) => Promise<string>
}

/** Who can sign in after seeding, for the greeting at start. */
export interface DemoAccount {
  readonly name: string
  readonly email: string
  readonly role: string
}

const BATCH = 200

/** Fills an empty store with the demo desk. Does nothing when there is any person already; returns the accounts. */
export async function seedDemo({
  store,
  now,
  mailAddress,
  hashPassword,
}: SeedDeps): Promise<readonly DemoAccount[]> {
  const desk = demoDesk(now, mailAddress)
  const accounts = desk.agents.map((agent) => ({
    name: agent.name,
    email: agent.emails[0] ?? '',
    role: agent.roles[0]?.role ?? 'agent',
  }))
  const [requester] = desk.requesters
  const everyone = [
    ...accounts,
    { name: requester?.name ?? '', email: requester?.emails[0] ?? '', role: 'requester' },
  ]
  if ((await store.count('people')) > 0) return everyone
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const person of [...desk.agents, ...desk.requesters]) {
    // oxlint-disable-next-line no-await-in-loop -- one small write after another, at first start alone
    await store.accounts.putCredential({ personId: person.id, passwordHash, failures: 0, lockedUntil: '' })
  }
  await store.transact(reserveNumbers)
  for (let from = 0; from < desk.documents.length; from += BATCH) {
    const batch = desk.documents.slice(from, from + BATCH)
    // oxlint-disable-next-line no-await-in-loop -- batches keep their order: parents before children
    await store.transact((tx) => putAll(tx, batch, now))
  }
  await store.sequence()
  return everyone
}

/** The demo's tickets have taken their numbers already. */
async function reserveNumbers(tx: StoreTx): Promise<void> {
  for (let taken = 0; taken < DEMO_TICKETS; taken += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a counter rises one by one
    await tx.nextNumber('tickets')
  }
}

async function putAll(
  tx: StoreTx,
  batch: readonly (readonly [CollectionName, Doc])[],
  at: Instant,
): Promise<void> {
  for (const [collection, doc] of batch) {
    const spec = specOf(collection)
    const buckets = spec.parent(doc) ? ((doc['scope'] ?? []) as readonly string[]) : spec.buckets(doc)
    // oxlint-disable-next-line no-await-in-loop -- one transaction has one connection
    await tx.put(versionOf({ spec, stored: undefined, doc, stamps: {}, buckets, now: at }))
  }
}
