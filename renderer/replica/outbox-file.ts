import type { OutboxFile } from '#shared/protocol/outbox-file.ts'
import type { ReplicaOptions } from './create-replica.ts'
import type { ReplicaEffects } from './effects.ts'
import { META, PULL_AT_FIRST, readMeta } from './meta.ts'
import type { Outbox } from './outbox.ts'
import { toWire } from './push.ts'

/** The text of the file with everything that waits, in order. Files that messages name are not in it. */
export async function outboxFile(
  outbox: Outbox,
  { personId, deviceId }: Pick<ReplicaOptions, 'personId' | 'deviceId'>,
  { now }: Pick<ReplicaEffects, 'now'>,
): Promise<string> {
  const { cursor } = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
  const file: OutboxFile = {
    format: 'satchel-outbox',
    version: 1,
    personId,
    deviceId: deviceId?.() ?? '',
    exportedAt: new Date(now()).toISOString(),
    cursor,
    mutations: (await outbox.all()).map(toWire),
  }
  return JSON.stringify(file, undefined, 2)
}
