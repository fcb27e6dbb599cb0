import type { Session } from 'electron'
import type { Protocol } from './cdp.ts'
import { cdp } from './host.ts'
import { toWeb } from './schemes.ts'
import { strict } from './strict.ts'

type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Permission = Parameters<Check>[1]

/** Electron's permissions and Chromium's names for them, with the device for `media`. */
const PERMISSIONS: readonly (readonly [Permission, string, 'video' | 'audio' | undefined])[] = [
  ['clipboard-read', 'clipboard-read', undefined],
  ['clipboard-sanitized-write', 'clipboard-write', undefined],
  ['geolocation', 'geolocation', undefined],
  ['idle-detection', 'idle-detection', undefined],
  ['local-network', 'local-network', undefined],
  ['local-network-access', 'local-network-access', undefined],
  ['loopback-network', 'loopback-network', undefined],
  ['media', 'camera', 'video'],
  ['media', 'microphone', 'audio'],
  ['midi', 'midi', undefined],
  ['notifications', 'notifications', undefined],
  ['persistent-storage', 'persistent-storage', undefined],
  ['window-management', 'window-management', undefined],
]

class HostSession {
  #request: Request | null = null
  #check: Check | null = null

  setPermissionRequestHandler(handler: Request | null): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: Check | null): void {
    this.#check = handler
  }

  setDevicePermissionHandler(): void {
    // Chromium without a window of its own offers no device to choose.
  }

  /** Electron asks the app per request; Chromium is told once per origin, before its page loads. */
  async applyPermissions(url: string): Promise<void> {
    const origin = new URL(toWeb(url)).origin
    const settings = PERMISSIONS.map(([permission, name, device]) => ({
      origin,
      permission: { name } satisfies Protocol.Browser.PermissionDescriptor,
      setting: this.#isGranted(permission, device, url) ? ('granted' as const) : ('denied' as const),
    }))
    await Promise.all(
      settings.map((setting) =>
        cdp()
          .send('Browser.setPermission', setting)
          .catch((error: unknown) => this.#skipUnknown(setting.permission.name, error)),
      ),
    )
  }

  #isGranted(permission: Permission, device: 'video' | 'audio' | undefined, url: string): boolean {
    const mediaType = device === undefined ? {} : { mediaType: device }
    const origin = /^[^/]*\/\/[^/]*/.exec(url)?.[0] ?? ''
    const details = { requestingUrl: url, isMainFrame: true }
    if (this.#check && !this.#check(null, permission, `${origin}/`, { ...details, ...mediaType })) {
      return false
    }
    let isGranted = true
    const mediaTypes = device === undefined ? {} : { mediaTypes: [device] }
    this.#request?.(
      {} as Electron.WebContents,
      permission,
      (granted) => {
        isGranted = granted
      },
      { ...details, ...mediaTypes },
    )
    return isGranted
  }

  /** Chromium renames permissions between versions; one it does not know cannot be granted either. */
  #skipUnknown(name: string, error: unknown): void {
    if (process.env['ELECTRON_HOST_DEBUG'] === '1') console.error(`permission ${name}:`, error)
  }
}

/** The one session of the program. */
export const defaultSession = strict(
  'session.defaultSession',
  new HostSession() satisfies Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
)

/** The `session` module. */
export const session = strict('session', { defaultSession })
