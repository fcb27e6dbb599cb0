import { systemActor } from '#shared/kernel/actor.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Bounce } from './classify.ts'
import type { MailDeps } from './deps.ts'
import { stableKey } from './stable-id.ts'
import { writeFromMail } from './write.ts'

/** Who acts when nobody's mail is the reason. */
export const MAIL_ACTOR = systemActor('mail')

const MOST_MESSAGES = 20

/**
 * Marks the replies a bounce is about as failed, with the server's reason. A mere delay changes nothing. Returns how
 * many replies it was about.
 */
export async function recordBounce(deps: MailDeps, bounce: Bounce, mailId: string): Promise<number> {
  const lists = await Promise.all(
    bounce.about.map((id) => deps.store.find('messages', 'mail', id, { limit: MOST_MESSAGES })),
  )
  const replies = lists
    .flat()
    .map(({ doc }) => doc as unknown as Message)
    .filter(({ kind }) => kind === 'reply')
  if (bounce.outcome !== 'failed') return replies.length
  for (const reply of replies) {
    const patch = { delivery: 'failed', deliveryError: reasonOf(bounce) }
    const cause = stableKey('bounce', reply.id, mailId)
    const write = { collection: 'messages', docId: reply.id, op: 'change', patch } as const
    await writeFromMail(deps, MAIL_ACTOR, cause, [write])
  }
  return replies.length
}

function reasonOf({ recipients, reason }: Bounce): string {
  const who = recipients.join(', ')
  return [who, reason]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 500)
}
