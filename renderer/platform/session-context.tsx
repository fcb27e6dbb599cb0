import { createContext, use, useMemo, type ReactNode } from 'react'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'

/** Who is signed in on this device. Kept between starts, so that the console opens without a network. */
export interface Session {
  readonly person: Person
  readonly deviceId: Id
  /** The sync server's address without a trailing slash. */
  readonly serverUrl: string
  /** Days without the server after which this device locks; 0 for never. */
  readonly offlineDays: number
}

const SessionContext = createContext<Session | undefined>(undefined)

interface SessionProviderProps {
  readonly session: Session
  readonly children: ReactNode
}

/** Gives the session to everything inside. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The session; throws outside of its provider. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === undefined) throw new Error('No session around this component')
  return session
}

/** The signed-in person as the one who acts. */
export function useActor(): Actor {
  const { person, deviceId } = useSession()
  return useMemo(() => ({ personId: person.id, deviceId, roles: person.roles }), [person, deviceId])
}
