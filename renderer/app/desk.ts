import { firstValueFrom, fromEventPattern, interval, type Observable } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import { accept, refuse } from '#shared/kernel/result.ts'
import { silenceBroken } from '#shared/protocol/lease.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { accountApi, type AccountApi } from '../features/sign-in/account-api.ts'
import { createSearchService, noteForSearch, type SearchService } from '../replica/search/search-service.ts'
import type { SignOutWay } from '../features/sign-in/sign-out-dialog.tsx'
import type { Platform } from '../platform/platform.ts'
import type { ServerCalls } from '../platform/server-context.tsx'
import type { Session } from '../platform/session-context.tsx'
import { createReplica } from '../replica/create-replica.ts'
import { httpTransport } from '../replica/http-transport.ts'
import type { Replica } from '../replica/replica.ts'
import { copyMemoryStore, type CopyOwner } from './copy-memory.ts'
import { noteRevocation, wipeCopy } from './revocation.ts'
import type { SessionStore } from './session-store.ts'
import { lossOf, watchCopy, type CopyWatch } from './watch-copy.ts'

/** A signed-in person with their working copy. */
export interface OpenDesk {
  readonly session: Session
  readonly replica: Replica
  readonly search: SearchService
  readonly watch: CopyWatch
}

/** Opens and closes the working copy of whoever is signed in on one server. */
export interface Desk {
  readonly serverUrl: string
  readonly api: AccountApi
  /** What a signed-in person asks of the server besides the exchange of documents. */
  readonly calls: ServerCalls
  /** The desk of the person who signed in before, without asking the network; undefined when nobody did. */
  reopen(): Promise<OpenDesk | undefined>
  signIn(email: string, password: string): Promise<Result<OpenDesk>>
  /** A new token for the same person, while the working copy stays open. Refuses a device that was revoked. */
  renew(open: OpenDesk, password: string): Promise<Result<OpenDesk>>
  /** The person as the server knows them now, when it can be reached. */
  refresh(open: OpenDesk): Promise<OpenDesk>
  signOut(open: OpenDesk, way: SignOutWay): Promise<void>
  /** Ends work without signing out; data stays. */
  close(open: OpenDesk): Promise<void>
  /** The server revoked this device: notes it, and starts the program again, which removes the copy. */
  revoked(open: OpenDesk): Promise<void>
}

interface DeskParts {
  readonly platform: Platform
  readonly store: SessionStore
  readonly storage: Storage
  readonly serverUrl: string
  /** How this installation is called in the list of devices. */
  readonly deviceName: string
  /** Starts the program anew: what this window holds is not there any more. */
  readonly restart: () => void
}

/** How often the clock is looked at for the lease, in milliseconds. */
const LOOK_AT_CLOCK = 60_000

/** The desk on this server. */
export function createDesk(parts: DeskParts): Desk {
  const { platform, store, storage, serverUrl, deviceName } = parts
  const api = accountApi(serverUrl)
  let token = ''
  const open = (session: Session) => openDesk(parts, session, () => token)
  const accepted = async (answer: SessionAnswer): Promise<Session> => {
    token = answer.token ?? token
    if (answer.token !== undefined) await platform.setSecret('session-token', answer.token)
    const { person, deviceId, offlineDays } = answer
    const session = { person, deviceId, serverUrl, offlineDays }
    store.keep(session)
    return session
  }
  const ask = (email: string, password: string) => {
    const id = store.deviceId(serverUrl, email)
    const device = { name: deviceName, ...(id === undefined ? {} : { id }) }
    return api.signIn({ email, password, device })
  }
  return {
    serverUrl,
    api,
    calls: callsOf(api, () => token),
    revoked: (desk) => noteRevoked(desk, parts),
    async reopen() {
      const session = store.read(serverUrl)
      if (session === undefined) return undefined
      token = (await platform.getSecret('session-token')) ?? ''
      return open(session)
    },
    async signIn(email, password) {
      const answer = await ask(email, password)
      if (!answer.ok) return answer
      const { replaces, person } = answer.value
      if (replaces === 'revoked') await removeRevokedCopy(storage, { serverUrl, personId: person.id })
      return accept(await open(await accepted(answer.value)))
    },
    async renew(desk, password) {
      const answer = await ask(desk.session.person.emails[0] ?? '', password)
      if (!answer.ok) return answer
      if (answer.value.replaces === 'revoked') return refuseRevoked(desk, parts)
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
      await leave(desk, way === 'remove' ? desk.replica.wipe : desk.replica.stop)
      if (way === 'remove') copyMemoryStore(storage).forget(ownerOf(desk.session))
    },
    close: (desk) => leave(desk, desk.replica.stop),
  }
}

function callsOf(api: AccountApi, token: () => string): ServerCalls {
  return {
    devices: (personId) => api.devices(token(), personId),
    revokeDevice: (id) => api.revokeDevice(token(), id),
    watchPresence: (where, tell, signal) => api.watchPresence(token(), where, tell, signal),
    importOutbox: (part) => api.importOutbox(token(), part),
  }
}

async function leave({ watch, search }: OpenDesk, end: () => Promise<void>): Promise<void> {
  watch.stop()
  search.stop()
  await end()
}

/** Notes what the next start has to remove, and how much goes with it. */
async function noteRevoked({ session, replica }: OpenDesk, { storage, restart }: DeskParts): Promise<void> {
  const { waiting } = await firstValueFrom(replica.status)
  noteRevocation(storage, { ...ownerOf(session), at: new Date().toISOString(), waiting })
  restart()
}

/** Somebody signs in again where their device was revoked while they were away: what it kept goes first. */
async function removeRevokedCopy(storage: Storage, owner: CopyOwner): Promise<void> {
  const memories = copyMemoryStore(storage)
  const known = memories.read(owner)
  await wipeCopy(owner, storage)
  if (!known) return
  const loss = lossOf('revoked', known, Date.now())
  memories.keep(owner, { silence: silenceBroken(Date.now()), waiting: 0, loss })
}

async function refuseRevoked(desk: OpenDesk, parts: DeskParts): Promise<Result<never>> {
  await noteRevoked(desk, parts)
  return refuse('device-revoked')
}

async function openDesk(parts: DeskParts, session: Session, token: () => string): Promise<OpenDesk> {
  const { platform, store, storage, restart } = parts
  const owner = ownerOf(session)
  const replica = await createReplica({
    ...owner,
    deviceId: () => store.read(owner.serverUrl)?.deviceId ?? session.deviceId,
    tagOrgs: () => organisationsOf(session),
    transport: httpTransport({ baseUrl: owner.serverUrl, token }),
    // Tickets open in windows of their own on the desktop too.
    multiInstance: true,
    around: noteForSearch(owner),
    wakes: resumes(platform),
  })
  replica.lost.subscribe(restart)
  const watch = watchCopy({
    replica,
    memories: copyMemoryStore(storage),
    owner,
    now: () => Date.now(),
    ticks: interval(LOOK_AT_CLOCK),
  })
  return { session, replica, search: createSearchService(owner), watch }
}

/** Where the person may create assets; the server gives tags to nobody else. */
function organisationsOf({ person }: Session): readonly Id[] {
  const working = person.roles.filter(({ role }) => role !== 'requester' && role !== 'auditor')
  const orgs = working.map(({ at }) => (at.startsWith('org:') ? at.slice('org:'.length) : person.orgId))
  return [...new Set(orgs)].filter((id) => id !== '')
}

function ownerOf({ serverUrl, person }: Session): CopyOwner {
  return { serverUrl, personId: person.id }
}

function resumes(platform: Platform): Observable<unknown> {
  return fromEventPattern(
    (resumed) => platform.onResumed(() => resumed(undefined)),
    (_handler, stop: () => void) => stop(),
  )
}
