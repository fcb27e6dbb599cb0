import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { covers } from '#shared/policy/policy.ts'
import { QUARANTINE_LIMIT, type QuarantinedMail, type QuarantineList } from '#shared/protocol/quarantine.ts'
import type { RawMail } from '../store/mail-store.ts'
import type { Store } from '../store/store.ts'
import { readChannel } from './channel.ts'

const LONGEST_REASON = 200

/** The mails that were put aside in the mailboxes the actor administers, oldest first. */
export async function listQuarantine(store: Store, actor: Actor): Promise<QuarantineList> {
  const counts = await store.mail.quarantineCounts()
  const channels: string[] = []
  for (const channel of Object.keys(counts)) {
    if (await administersChannel(store, actor, channel)) channels.push(channel)
  }
  const mails = await store.mail.quarantined(channels, QUARANTINE_LIMIT)
  const total = channels.reduce((sum, channel) => sum + (counts[channel] ?? 0), 0)
  return { mails: mails.map(entryOf), total }
}

/** True when this mail was put aside in a mailbox the actor administers. */
export async function administersQuarantined(store: Store, actor: Actor, id: Id): Promise<boolean> {
  const raw = await store.mail.raw(id)
  return raw?.state === 'quarantined' && administersChannel(store, actor, raw.channel)
}

async function administersChannel(store: Store, { roles }: Actor, address: string): Promise<boolean> {
  const channel = await readChannel(store, address)
  const place = [`org:${channel?.orgId ?? ''}`]
  return roles.some((grant) => grant.role === 'administrator' && covers(grant, place))
}

/** The first line of the reason alone: what follows may repeat what was in the mail. */
function entryOf({ id, channel, receivedAt, size, error }: RawMail): QuarantinedMail {
  const [reason = ''] = error.split('\n')
  return { id, channel, receivedAt, size, reason: reason.slice(0, LONGEST_REASON) }
}
