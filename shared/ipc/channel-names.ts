import type { InvokeChannel, PushChannel } from './channels.ts'

/** The names alone, so that the preload script need not carry the schemas. */
export const INVOKE_CHANNELS = [
  'app.info',
  'app.set-language',
  'server.get',
  'server.set',
  'secret.get',
  'secret.set',
  'secret.delete',
  'notify.show',
  'tray.update',
  'window.open-ticket',
  'external.open',
  'file.save',
  'deep-link.take',
] as const satisfies readonly InvokeChannel[]

/** The names of what the main process may tell the page. */
export const PUSH_CHANNELS = [
  'deep-link',
  'menu.command',
  'power.resumed',
] as const satisfies readonly PushChannel[]
