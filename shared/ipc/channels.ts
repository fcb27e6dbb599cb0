import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'

/** The largest file the page may hand to the save dialog, in bytes. */
export const MAX_SAVED_BYTES = 64 * 1024 * 1024

/** The most windows of single tickets that may be open at once. */
export const MAX_TICKET_WINDOWS = 12

const Url = Type.String({ minLength: 1, maxLength: 2000 })
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const NoReply = Type.Null()

const BoundedBytes = Type.Refine(
  Type.Unsafe<Uint8Array>({}),
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_SAVED_BYTES,
)

/** A secret the desktop keeps for the page. One key per purpose, so a page cannot fill the store. */
export const SecretKey = Type.Literal('session-token')
export type SecretKey = Static<typeof SecretKey>

/** Where secrets live: `system` survives a restart, `memory` is lost when the program ends. */
export const Keychain = Type.Union([Type.Literal('system'), Type.Literal('memory')])
export type Keychain = Static<typeof Keychain>

/** The languages the desktop's own words exist in. */
export const DesktopLanguage = Type.Union([Type.Literal('en'), Type.Literal('fr')])
export type DesktopLanguage = Static<typeof DesktopLanguage>

/** What the page may know about the program it runs in. `platform` is Node's name of the system. */
export const AppInfo = Type.Object({
  version: Type.String(),
  platform: Type.String(),
  electron: Type.String(),
  keychain: Keychain,
  language: DesktopLanguage,
})
export type AppInfo = Static<typeof AppInfo>

/** A link into the desk that came from outside: a mail, a chat, a notification. */
export const DeepLink = Type.Object({ kind: Type.Literal('ticket'), id: Id }, { additionalProperties: false })
export type DeepLink = Static<typeof DeepLink>

/** What the menu asks of the page. */
export const MENU_COMMANDS = [
  'new-ticket',
  'print',
  'palette',
  'search',
  'outbox',
  'settings',
  'shortcuts',
] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]
const MenuCommand = Type.Unsafe<MenuCommand>(
  Type.Union(MENU_COMMANDS.map((command) => Type.Literal(command))),
)

/** A notification of the system; clicking it opens the ticket unless `ticketId` is ''. */
export const DesktopNotice = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200 }),
    body: Type.String({ maxLength: 1000 }),
    ticketId: Type.Union([Id, Type.Literal('')]),
  },
  { additionalProperties: false },
)
export type DesktopNotice = Static<typeof DesktopNotice>

/** How much waits to be sent, how much needs a person, and one sentence that says so. */
export const WaitingCounts = Type.Object(
  { waiting: Count, needsYou: Count, label: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
)
export type WaitingCounts = Static<typeof WaitingCounts>

/** Everything the page may ask of the main process: argument tuple and reply, by channel. */
export const invokeChannels = {
  'app.info': { args: Type.Tuple([]), reply: AppInfo },
  'app.set-language': { args: Type.Tuple([DesktopLanguage]), reply: NoReply },
  /** The sync server's address without a trailing slash, or null before it is chosen. */
  'server.get': { args: Type.Tuple([]), reply: Type.Union([Url, Type.Null()]) },
  /** Answers the address as it was kept. A new address drops the secrets and reloads the windows. */
  'server.set': { args: Type.Tuple([Url]), reply: Url },
  'secret.get': {
    args: Type.Tuple([SecretKey]),
    reply: Type.Union([Type.String(), Type.Null()]),
  },
  /** Answers where the secret is kept, so that the page can say that it will not last. */
  'secret.set': {
    args: Type.Tuple([SecretKey, Type.String({ minLength: 1, maxLength: 8000 })]),
    reply: Keychain,
  },
  'secret.delete': { args: Type.Tuple([SecretKey]), reply: NoReply },
  'notify.show': { args: Type.Tuple([DesktopNotice]), reply: NoReply },
  'tray.update': { args: Type.Tuple([WaitingCounts]), reply: NoReply },
  'window.open-ticket': { args: Type.Tuple([Id]), reply: NoReply },
  'external.open': { args: Type.Tuple([Url]), reply: NoReply },
  /** Answers false when the person cancelled the dialog. */
  'file.save': {
    args: Type.Tuple([Type.String({ minLength: 1, maxLength: 255 }), BoundedBytes]),
    reply: Type.Boolean(),
  },
  /** The link that arrived before the page was ready, once; from then on links are pushed. */
  'deep-link.take': { args: Type.Tuple([]), reply: Type.Union([DeepLink, Type.Null()]) },
} as const satisfies Record<string, { args: TSchema; reply: TSchema }>

/** Everything the main process may tell the page, by channel. */
export const pushChannels = {
  'deep-link': DeepLink,
  'menu.command': MenuCommand,
  'power.resumed': Type.Null(),
} as const satisfies Record<string, TSchema>

export type InvokeChannel = keyof typeof invokeChannels
export type InvokeArgs<C extends InvokeChannel> = Static<(typeof invokeChannels)[C]['args']>
export type InvokeReply<C extends InvokeChannel> = Static<(typeof invokeChannels)[C]['reply']>
export type PushChannel = keyof typeof pushChannels
export type PushPayload<C extends PushChannel> = Static<(typeof pushChannels)[C]>

/** What the preload script puts on `window.desktop`. `on` answers a function that stops listening. */
export interface DesktopBridge {
  invoke<C extends InvokeChannel>(channel: C, args: InvokeArgs<C>): Promise<Result<InvokeReply<C>>>
  on<C extends PushChannel>(channel: C, listener: (payload: PushPayload<C>) => void): () => void
}
