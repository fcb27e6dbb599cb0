import { join } from 'node:path'
import type { Logger } from 'pino'
import { v7 } from 'uuid'
import { systemClock } from '#shared/kernel/time.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { createHooks } from '../features/hooks.ts'
import { startMail, type Mail } from '../mail/start-mail.ts'
import { registerPortal } from '../portal/routes.ts'
import { createPresence } from '../presence/presence.ts'
import { openStore } from '../store/open-store.ts'
import { createSync } from '../sync/create-sync.ts'
import { createRetention } from '../sync/retention.ts'
import type { App, ServerParts } from './app.ts'
import { createUnknownAccounts } from './auth/lock-out.ts'
import { createPasswordHashing } from './auth/password-hash.ts'
import { createBlobFiles } from './blobs/blob-files.ts'
import { createUploadFiles } from './blobs/upload-files.ts'
import { buildServer } from './build-server.ts'
import { createClosers, type Closers } from './closers.ts'
import type { Config } from './config.ts'
import { createLiveHub } from './live-hub.ts'
import { createMetrics } from './metrics.ts'
import { prepareAccounts } from './prepare-accounts.ts'
import { addMailRoutes } from './routes/mail.ts'
import { loadSecretKey } from './secret-key.ts'

/** A whole server, ready to listen. */
export interface Satchel {
  readonly app: App
  /** Lines for whoever starts it, such as the set-up code; not for the log. */
  readonly greeting: readonly string[]
  /** Ends connections, requests, background work and the store, in this order. */
  close(): Promise<void>
}

const BUILT_ROOT = join(import.meta.dirname, '../../out')
const HOUR_MS = 3_600_000

/** Puts the server together. What was opened is closed again when a later part fails. */
export async function compose(config: Config, log: Logger): Promise<Satchel> {
  const closers = createClosers()
  try {
    const parts = await assemble(config, log, closers)
    const greeting = await prepareAccounts(parts, log)
    const mail = beginMail(parts, log)
    if (mail) closers.add(() => mail.stop())
    const sendSignInLink = mail && { sendSignInLink: mail.sendSignInLink }
    const addFeatures = (app: App) => {
      addMailRoutes(app, parts, mail)
      return registerPortal(app, { ...parts, log, ...sendSignInLink })
    }
    const app = await buildServer(parts, { log, builtRoot: BUILT_ROOT, addFeatures })
    closers.add(() => app.close())
    await app.ready()
    return { app, greeting, close: closers.closeAll }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

async function assemble(config: Config, log: Logger, closers: Closers): Promise<ServerParts> {
  const clock = systemClock
  const newId = v7
  const secretKey = await loadSecretKey(config.secretKey, config.dataDir)
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, clock, newId })
  closers.add(() => store.close())
  const hooks = createHooks({ mailDomain: mailDomain(config) })
  const retention = createRetention(clock, config.keepClosedMonths)
  const sync = createSync({ store, hooks, clock, log, retention })
  closers.add(() => sync.stop())
  const live = createLiveHub()
  closers.add(async () => live.stop())
  sync.onHead((head) => live.poke(head))
  const presence = createPresence({ store, newId })
  closers.add(async () => presence.stop())
  const hashing = await createPasswordHashing()
  const unknown = createUnknownAccounts()
  const accounts = { store, hashing, unknown, clock, newId, sessionDays: config.sessionDays }
  const metrics = createMetrics({
    head: () => store.head(),
    liveConnections: () => live.size(),
    effects: () => store.effects.counts(),
  })
  metrics.addGauge('satchel_mail_quarantined', 'Mails that were put aside, unread.', async () => {
    const counts = Object.values(await store.mail.quarantineCounts())
    return counts.reduce((sum, count) => sum + count, 0)
  })
  const blobFiles = createBlobFiles(config.dataDir)
  const uploads = createUploadFiles(config.dataDir, blobFiles)
  closers.add(
    cleanHourly(async () => {
      await uploads.clean()
      await store.accounts.dropExpiredTokens(clock())
    }, log),
  )
  const { version } = packageJson
  const services = { store, sync, accounts, blobFiles, uploads, live, presence, metrics }
  return { config, secretKey, version, clock, newId, ...services }
}

/** Fetches and sends, when mail is configured. Without it replies wait in the outbox until it is. */
function beginMail(parts: ServerParts, log: Logger): Mail | undefined {
  const { config, blobFiles: files, secretKey: secret, store, sync, clock, newId, metrics } = parts
  if (!config.mail) return undefined
  if (config.publicUrl === '')
    log.warn('PUBLIC_URL is not set: sign-in links are only mailed on this machine')
  const mail = startMail({ store, sync, files, mailbox: config.mail, secret, clock, newId, log })
  if (config.mail.imap) {
    metrics.addGauge('satchel_mail_connected', 'Whether this process is connected to the mailbox.', () =>
      mail.status().fetch?.state === 'connected' ? 1 : 0,
    )
  }
  return mail
}

/** Right-hand side of the server's Message-IDs; without mail none ever leaves. */
function mailDomain({ mail, publicUrl }: Config): string {
  return mail?.domain ?? URL.parse(publicUrl)?.hostname ?? 'satchel.invalid'
}

/** Runs the work now and every hour; returns the way to stop. */
function cleanHourly(work: () => Promise<void>, log: Logger): () => Promise<void> {
  let running = Promise.resolve()
  const run = (): void => {
    running = work().catch((error: unknown) => log.error({ err: error }, 'cleaning up failed'))
  }
  run()
  const timer = setInterval(run, HOUR_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
