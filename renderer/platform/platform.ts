import type {
  AppInfo,
  DeepLink,
  DesktopLanguage,
  DesktopNotice,
  Keychain,
  MenuCommand,
  SecretKey,
  WaitingCounts,
} from '#shared/ipc/channels.ts'
import type { Result } from '#shared/kernel/result.ts'

/** Stops listening. */
export type Unsubscribe = () => void

/** What the page runs in. `keychain: 'memory'` means: the session ends with the program; say so. */
export interface PlatformInfo {
  readonly version: string
  readonly platform: string
  readonly keychain: Keychain
  readonly electron?: AppInfo['electron']
}

/**
 * Everything the console asks of its surroundings. Two versions stand behind it: the desktop program
 * and a plain browser. Nothing else in the renderer knows which.
 */
export interface Platform {
  readonly kind: 'desktop' | 'browser'
  info(): Promise<PlatformInfo>

  /** The sync server's address without a trailing slash; undefined until one is chosen. */
  serverUrl(): Promise<string | undefined>
  /**
   * Keeps the server's address as typed, made canonical. Another server ends the session and reloads
   * the page. Refuses `not-a-url`, `unsupported-scheme`, `no-credentials`, `no-query`,
   * `https-required`, and in a browser `fixed-server`.
   */
  setServerUrl(typed: string): Promise<Result<string>>

  getSecret(key: SecretKey): Promise<string | undefined>
  /** Answers where the secret is kept: `memory` does not survive the program. */
  setSecret(key: SecretKey, value: string): Promise<Keychain>
  deleteSecret(key: SecretKey): Promise<void>

  /** Asks once whether notifications may be shown; call it on a click. Refuses as `notify` does. */
  permitNotices(): Promise<Result<null>>
  /** Shows a notification; a click arrives as a deep link. Refuses `notifications-unavailable` and `notifications-denied`. */
  notify(notice: DesktopNotice): Promise<Result<null>>
  /** Shows on tray, badge or title how much waits to be sent and how much needs the person. */
  setWaiting(counts: WaitingCounts): void
  /** Tells menus and tray which language the person chose. */
  setLanguage(language: DesktopLanguage): void

  /** Links from mails, chats and notifications, the one that started the program included. */
  onDeepLink(listener: (link: DeepLink) => void): Unsubscribe
  onMenuCommand(listener: (command: MenuCommand) => void): Unsubscribe
  /** The machine woke up: a good moment to synchronise. */
  onResumed(listener: () => void): Unsubscribe

  /** Opens a ticket in a window of its own. Refuses `too-many-windows` and `window-blocked`. */
  openTicketWindow(ticketId: string): Promise<Result<null>>
  /** Opens a web, mail or telephone address outside. Refuses `not-a-url` and `unsupported-scheme`. */
  openExternal(url: string): Promise<Result<null>>
  /** Saves bytes as a file; answers false when the person cancels. Refuses `file-not-written`. */
  saveFile(name: string, bytes: Uint8Array): Promise<Result<boolean>>
}
