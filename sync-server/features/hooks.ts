import type { Hooks } from '../sync/hooks.ts'
import { assetHooks } from './assets/hooks.ts'
import { itemHooks } from './items/hooks.ts'
import { linkHooks } from './links/hooks.ts'
import { messageHooks } from './messages/hooks.ts'
import { noticeHooks } from './notices/hooks.ts'
import { personHooks } from './people/hooks.ts'
import { ticketHooks } from './tickets/hooks.ts'

/** What features need from the server's configuration. `mailDomain`: right-hand side of the Message-IDs it makes. */
export interface HookOptions {
  readonly mailDomain: string
}

/** Everything the features add on the server to what is written. */
export function createHooks({ mailDomain }: HookOptions): Hooks {
  return {
    tickets: ticketHooks,
    assets: assetHooks,
    messages: messageHooks(mailDomain),
    items: itemHooks,
    links: linkHooks,
    people: personHooks,
    notices: noticeHooks,
  }
}
