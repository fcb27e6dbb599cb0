import { fromEventPattern, type Observable } from 'rxjs'
import type { Result } from '#shared/kernel/result.ts'
import { accept } from '#shared/kernel/result.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { accountApi, type AccountApi } from '../features/sign-in/account-api.ts'
import { createSearchService, type SearchService } from '../features/search/search-service.ts'
import type { SignOutWay } from '../features/sign-in/sign-out-dialog.tsx'
import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session-context.tsx'
import { createReplica } from '../replica/create-replica.ts'
import { httpTransport } from '../replica/http-transport.ts'
import type { Replica } from '../replica/replica.ts'
import type { SessionStore } from './session-store.ts'

/** A signed-in person with their working copy. */
export interface OpenDesk {
  readonly session: Session
  readonly replica: Replica
  readonly search: SearchService
}

/** Opens and closes the working copy of whoever is signed in on one server. */
export interface Desk {
  readonly serverUrl: string
  readonly api: AccountApi
  /** The desk of the person who signed in before, without asking the network; undefined when nobody did. */
  reopen(): Promise<OpenDesk | undefined>
  signIn(email: string, password: string): Promise<Result<OpenDesk>>
  /** A new token for the same person, while the working copy stays open. */
  renew(open: OpenDesk, password: string): Promise<Result<OpenDesk>>
  /** The person as the server knows them now, when it can be reached. */
  refresh(open: OpenDesk): Promise<OpenDesk>
  signOut(open: OpenDesk, way: SignOutWay): Promise<void>
  /** Ends work without signing out; data stays. */
  close(open: OpenDesk): Promise<void>
}

interface DeskParts {
  readonly platform: Platform
  readonly store: SessionStore
  readonly serverUrl: string
  /** How this installation is called in the list of devices. */
  readonly deviceName: string
}

/** The desk on this server. */
export function createDesk({ platform, store, serverUrl, deviceName }: DeskParts): Desk {
  const api = accountApi(serverUrl)
  let token = ''
  const open = (session: Session) => openDesk(platform, session, () => token)
  const accepted = async (answer: SessionAnswer): Promise<Session> => {
    token = answer.token ?? token
    if (answer.token !== undefined) await platform.setSecret('session-token', answer.token)
    const session = { person: answer.person, deviceId: answer.deviceId, serverUrl }
    store.keep(session)
    return session
  }
  const ask = (email: string, password: string) => {
    const id = store.deviceId(serverUrl)
    return api.signIn({ email, password, device: { name: deviceName, ...(id === undefined ? {} : { id }) } })
  }
  return {
    serverUrl,
    api,
    async reopen() {
      const session = store.read(serverUrl)
      if (session === undefined) return undefined
      token = (await platform.getSecret('session-token')) ?? ''
      return open(session)
    },
    async signIn(email, password) {
      const answer = await ask(email, password)
      return answer.ok ? accept(await open(await accepted(answer.value))) : answer
    },
    async renew(desk, password) {
      const answer = await ask(desk.session.person.emails[0] ?? '', password)
      if (!answer.ok) return answer
      const session = await accepted(answer.value)
      desk.replica.syncNow()
      return accept({ ...desk, session })
    },
    async refresh(desk) {
      const answer = await api.session(token)
      return answer.ok ? { ...desk, session: await accepted(answer.value) } : desk
    },
    async signOut(desk, way) {
      await api.signOut(token)
      token = ''
      await platform.deleteSecret('session-token')
      store.forget()
      desk.search.stop()
      await (way === 'remove' ? desk.replica.wipe() : desk.replica.stop())
    },
    async close(desk) {
      desk.search.stop()
      await desk.replica.stop()
    },
  }
}

async function openDesk(platform: Platform, session: Session, token: () => string): Promise<OpenDesk> {
  const { serverUrl, person } = session
  const replica = await createReplica({
    serverUrl,
    personId: person.id,
    transport: httpTransport({ baseUrl: serverUrl, token }),
    // Tickets open in windows of their own on the desktop too.
    multiInstance: true,
    wakes: resumes(platform),
  })
  return { session, replica, search: createSearchService(replica) }
}

function resumes(platform: Platform): Observable<unknown> {
  return fromEventPattern(
    (resumed) => platform.onResumed(() => resumed(undefined)),
    (_handler, stop: () => void) => stop(),
  )
}
