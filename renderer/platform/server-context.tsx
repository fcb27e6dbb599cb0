import { createContext, use, type ReactNode } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { OutboxImport, OutboxImportAnswer } from '#shared/protocol/outbox-file.ts'
import type { DeviceList } from '#shared/protocol/session.ts'
import type { Doing, Present } from '#shared/presence/schema.ts'

/**
 * What a signed-in person asks of the server itself, beside the exchange of documents: it needs the network. Refuses
 * with the server's codes, and with `unreachable` when nobody answers.
 */
export interface ServerCalls {
  /** Somebody's devices, one's own without a name. Refuses `not-found` for whom one does not administer. */
  devices(personId?: Id): Promise<Result<DeviceList>>
  /** Ends a device's session; its copy is removed when it next reaches the server. */
  revokeDevice(deviceId: Id): Promise<Result<null>>
  /**
   * Has a ticket open for others to see until the signal, and tells who else has, each time that changes. Resolves when
   * the connection is over: the server ends each within a minute, and the next is opened by asking again.
   */
  watchPresence(
    where: PresenceRequest,
    tell: (others: readonly Present[]) => void,
    signal: AbortSignal,
  ): Promise<Result<null>>
  /** Hands in what waits on somebody's device, as its author; administrators only. */
  importOutbox(part: OutboxImport): Promise<Result<OutboxImportAnswer>>
}

/** Where somebody is, and what they do there. */
export interface PresenceRequest {
  readonly ticketId: Id
  readonly doing: Doing
}

const ServerContext = createContext<ServerCalls | undefined>(undefined)

interface ServerProviderProps {
  readonly calls: ServerCalls
  readonly children: ReactNode
}

/** Gives the server's calls to everything inside. */
export function ServerProvider({ calls, children }: ServerProviderProps) {
  return <ServerContext value={calls}>{children}</ServerContext>
}

/** The server's calls; throws outside of their provider. */
export function useServerCalls(): ServerCalls {
  const calls = use(ServerContext)
  if (calls === undefined) throw new Error('No server around this component')
  return calls
}
