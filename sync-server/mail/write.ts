import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { storable } from '#shared/kernel/storable.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { ServerWrite } from '../sync/hooks.ts'
import type { MailDeps } from './deps.ts'

/**
 * Writes documents made from mail, once per cause. What databases cannot hold, such as half of a character, is
 * replaced first. Throws when the desk's rules refuse it.
 */
export async function writeFromMail(
  { sync }: Pick<MailDeps, 'sync'>,
  actor: Actor,
  cause: Id,
  writes: readonly ServerWrite[],
  at?: Instant,
): Promise<void> {
  const clean = writes.map((write) => ({ ...write, patch: storable(write.patch) as Patch }))
  const written = await sync.write(actor, cause, clean, at)
  if (written.ok) return
  const { code, field = '' } = written.refusal
  throw new Error(`refused: ${code} ${field}`.trim())
}
