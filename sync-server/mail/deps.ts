import type { Logger } from 'pino'
import type { NewId } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import type { Store } from '../store/store.ts'
import type { SyncService } from '../sync/service.ts'
import type { MailboxConnection } from './channel.ts'
import type { MailFiles } from './mail-files.ts'

/** What every part of mail works with. */
export interface MailDeps {
  readonly store: Store
  readonly sync: SyncService
  readonly files: MailFiles
  readonly mailbox: MailboxConnection
  /** Signs reply addresses. */
  readonly secret: string
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
}
