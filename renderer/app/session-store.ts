import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id } from '#shared/kernel/ids.ts'
import { Person } from '#shared/people/schema.ts'
import type { Session } from '../platform/session-context.tsx'

const StoredSession = Type.Object({
  person: Person,
  deviceId: Id,
  serverUrl: Type.String(),
  offlineDays: Type.Integer({ minimum: 0 }),
})
const Devices = Type.Record(Type.String(), Id)
const SESSION_KEY = 'satchel.signed-in'
const DEVICES_KEY = 'satchel.devices'
const EMAIL_KEY = 'satchel.last-email'

/** What this device remembers between starts; the token itself lies in the platform's secret store. */
export interface SessionStore {
  /** The session of this server, if somebody signed in and did not sign out. */
  read(serverUrl: string): Session | undefined
  keep(session: Session): void
  forget(): void
  /** The id this installation was given for a person: it stays the same device after signing out. */
  deviceId(serverUrl: string, email: string): Id | undefined
  /** The address somebody signed in with last, '' before the first. */
  lastEmail(): string
}

/** Keeps the session in the browser's storage; what cannot be read counts as not there. */
export function sessionStore(storage: Storage): SessionStore {
  const devices = () => parsed(storage.getItem(DEVICES_KEY), Devices) ?? {}
  return {
    read(serverUrl) {
      const session = parsed(storage.getItem(SESSION_KEY), StoredSession)
      return session?.serverUrl === serverUrl ? session : undefined
    },
    keep(session) {
      storage.setItem(SESSION_KEY, JSON.stringify(session))
      const { serverUrl, person, deviceId } = session
      const own = person.emails.map((email): [string, Id] => [deviceKey(serverUrl, email), deviceId])
      storage.setItem(DEVICES_KEY, JSON.stringify({ ...devices(), ...Object.fromEntries(own) }))
      storage.setItem(EMAIL_KEY, session.person.emails[0] ?? '')
    },
    forget: () => storage.removeItem(SESSION_KEY),
    deviceId: (serverUrl, email) => devices()[deviceKey(serverUrl, email)],
    lastEmail: () => storage.getItem(EMAIL_KEY) ?? '',
  }
}

function deviceKey(serverUrl: string, email: string): string {
  return `${serverUrl} ${email.trim().toLowerCase()}`
}

function parsed<T extends typeof StoredSession | typeof Devices>(
  text: string | null,
  schema: T,
): Static<T> | undefined {
  if (text === null) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return Value.Check(schema, value) ? value : undefined
  } catch {
    return undefined
  }
}
