import { v7 } from 'uuid'
import { hashToken, newDeviceToken } from '#sync-server/app/auth/tokens.ts'
import { createApiClient, type ApiClient } from '#tests/support/api-client.ts'
import { PORTAL_PASSWORD, startPortalDesk, type PortalDesk } from '#tests/support/portal-desk.ts'
import { allSamples, contentOf, PEOPLE, ticketOf, WORLDS, type Person, type Sample } from './rows.ts'

/** A whole server with every document of the matrix in it. */
export interface MatrixDesk extends PortalDesk {
  readonly samples: readonly Sample[]
  /** A console on which this person is signed in. */
  consoleOf(person: Pick<Person, 'id'>): Promise<ApiClient>
}

const AT = '2026-11-20T12:00:00.000Z'
/** Somebody who works everywhere and brings the files. */
const COURIER: Person = {
  id: 'courier',
  roles: [
    { role: 'agent', at: 'org:acme' },
    { role: 'agent', at: 'org:globex' },
  ],
}

/** Starts the server and writes everything, so that each field that is contested later was written twice. */
export async function openMatrixDesk(env: Readonly<Record<string, string>>): Promise<MatrixDesk> {
  const desk = await startPortalDesk({ RATE_LIMIT: '0', SIGN_IN_RATE_LIMIT: '0', ...env })
  const samples = allSamples()
  for (const id of ['acme', 'globex']) {
    await desk.write('settings', id, { kind: 'organisation', orgId: id, name: id })
  }
  for (const { siteId, orgId } of WORLDS.filter((world) => world.siteId !== '')) {
    await desk.write('settings', siteId, { kind: 'site', orgId, name: siteId })
  }
  for (const { id, roles } of [...PEOPLE, COURIER]) {
    await desk.write('people', id, { name: id, emails: [emailOf(id)], orgId: 'acme', roles: [...roles] })
  }
  for (const sample of samples) await writeSample(desk, sample)
  const consoleOf = async ({ id }: Pick<Person, 'id'>): Promise<ApiClient> =>
    createApiClient(desk.url, await tokenFor(desk, id))
  const courier = await consoleOf(COURIER)
  for (const { sha256, mark } of samples.filter((sample) => sample.sha256 !== '')) {
    const headers = { 'content-type': 'application/octet-stream' }
    const sent = await courier.request('PUT', `/api/blobs/${sha256}`, { body: contentOf(mark), headers })
    if (sent.status !== 201) throw new Error(`a file was answered with ${sent.status}: ${sent.text}`)
  }
  return { ...desk, samples, consoleOf }
}

async function writeSample(desk: PortalDesk, { collection, id, patch, world, row }: Sample): Promise<void> {
  if (collection === 'activity') {
    const { $add = [] } = patch['tags'] as { readonly $add?: readonly string[] }
    await desk.write('tickets', ticketOf(world), patch, 'change')
    await desk.write('tickets', ticketOf(world), { tags: { $remove: $add } }, 'change')
    return
  }
  await desk.write(collection, id, patch)
  for (const nth of [1, 2])
    if (collection !== 'messages') await desk.write(collection, id, row.touch(nth), 'change')
}

/** Where somebody of the matrix gets their mail. */
export const emailOf = (id: string): string => `${id}@desk.example`

/** Lets somebody sign in at the portal, and does so; returns the browser. */
export async function portalOf(desk: PortalDesk, { id }: Person): Promise<ReturnType<PortalDesk['browser']>> {
  await desk.givePassword(id)
  const browser = desk.browser()
  const answer = await browser.signIn(emailOf(id))
  if (!answer.signedIn) throw new Error(`${id} is not signed in with ${PORTAL_PASSWORD}`)
  return browser
}

async function tokenFor({ store }: PortalDesk, personId: string): Promise<string> {
  const deviceId = v7()
  const token = newDeviceToken(deviceId)
  await store.accounts.putDevice({
    id: deviceId,
    personId,
    name: 'laptop',
    createdAt: AT,
    seenAt: AT,
    revokedAt: '',
  })
  await store.accounts.putToken({
    hash: hashToken(token),
    kind: 'device',
    personId,
    deviceId,
    createdAt: AT,
    expiresAt: '2099-01-01T00:00:00.000Z',
  })
  return token
}
