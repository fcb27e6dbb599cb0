import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  CAMILLE,
  furnish,
  PAUL,
  PORTAL_PASSWORD,
  PRIVATE_MARK,
  startPortalDesk,
  type PortalDesk as Desk,
} from '#tests/support/portal-desk.ts'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import type { PortalDesk, PortalSessionAnswer } from './contract.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startPortalDesk({ SIGN_IN_RATE_LIMIT: '0' })
  await furnish(desk)
})
afterAll(() => desk.close())

const tokenOf = (url: string) => url.split('/').at(-1) ?? ''
const codeOf = (body: unknown) => (body as ErrorBody).error.code

async function askLink(email: string): Promise<string> {
  const mail = desk.nextMail()
  await desk.browser().send('POST', '/link', { email })
  return tokenOf((await mail).url)
}

test('anybody may know the desk’s name and colour, and nothing else of its settings', async () => {
  const answer = await desk.browser().get<PortalDesk>('/desk')
  expect(answer.body).toEqual({
    name: 'Brévent IT',
    names: { fr: 'DSI Brévent' },
    colour: '#1f6f8b',
    logo: false,
    languages: ['en', 'fr'],
    linkSignIn: true,
  })
  expect(answer.text).not.toContain(PRIVATE_MARK)
})

test('a password opens a session in a cookie that scripts cannot read', async () => {
  const browser = desk.browser()
  const answer = await browser.send('POST', '/sign-in', {
    email: ` ${CAMILLE.toUpperCase()} `,
    password: PORTAL_PASSWORD,
  })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.getSetCookie()[0] ?? ''
  expect(cookie).toMatch(/^satchel-portal=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(answer.text).not.toContain(browser.cookie().split('=')[1])
  const session = await browser.get<PortalSessionAnswer>('/session')
  expect(session.body).toMatchObject({ signedIn: true, person: { id: 'camille', name: 'Camille Martin' } })
  expect(session.text).not.toContain(PRIVATE_MARK)
})

test('over https the cookie is secure and bound to the host', async () => {
  const secure = await startPortalDesk({ PUBLIC_URL: 'https://desk.example' })
  try {
    await furnish(secure)
    const answer = await secure.browser().send('POST', '/sign-in', { email: PAUL, password: PORTAL_PASSWORD })
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-satchel-portal=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  } finally {
    await secure.close()
  }
})

test('nobody is signed in without a session, and that is no error', async () => {
  const answer = await desk.browser().get('/session')
  expect(answer).toMatchObject({ status: 200, body: { signedIn: false } })
})

test('signing out ends the session for its cookie too', async () => {
  const browser = desk.browser()
  await browser.signIn(PAUL)
  const cookie = browser.cookie()
  expect((await browser.send('POST', '/sign-out', {})).status).toBe(204)
  const later = await browser.send('POST', '/tickets', {}, { cookie })
  expect(later.status).toBe(401)
})

test('a known and an unknown address are told apart by nothing', async () => {
  const tries = async (email: string) => {
    const answers = []
    for (let count = 0; count < 6; count += 1) {
      const { status, text } = await desk.browser().send('POST', '/sign-in', { email, password: 'wrong' })
      answers.push([status, text])
    }
    return answers
  }
  const known = await tries(PAUL)
  expect(known).toEqual(await tries('nobody@brevent.example'))
  expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 429, 429])
  const right = await desk.browser().send('POST', '/sign-in', { email: PAUL, password: PORTAL_PASSWORD })
  expect([right.status, codeOf(right.body)]).toEqual([429, 'locked'])
  desk.advance(1)
  expect((await desk.browser().signIn(PAUL)).signedIn).toBe(true)
})

test('asking for a link is answered the same whether or not the address is known', async () => {
  const mail = desk.nextMail()
  const known = await desk.browser().send('POST', '/link', { email: CAMILLE })
  const unknown = await desk.browser().send('POST', '/link', { email: 'nobody@brevent.example' })
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  expect(await mail).toMatchObject({ to: CAMILLE, name: 'Camille Martin', language: 'fr' })
  expect(desk.mailed.every(({ to }) => to === CAMILLE)).toBe(true)
})

test('a link signs in once', async () => {
  const token = await askLink(PAUL)
  const browser = desk.browser()
  const first = await browser.send('POST', '/link/confirm', { token })
  expect(first).toMatchObject({ status: 200, body: { signedIn: true, person: { id: 'paul' } } })
  const second = await desk.browser().send('POST', '/link/confirm', { token })
  expect([second.status, codeOf(second.body)]).toEqual([401, 'link-invalid'])
})

test('a program that fetches a link’s page uses nothing up', async () => {
  const token = await askLink(PAUL)
  const { url } = desk.mailed.at(-1) ?? { url: '' }
  await fetch(url)
  await fetch(`${desk.url}/api/portal/link/confirm?token=${token}`)
  const answer = await desk.browser().send('POST', '/link/confirm', { token })
  expect(answer.status).toBe(200)
})

test('a link ends after fifteen minutes', async () => {
  desk.advance(16)
  const token = await askLink(PAUL)
  desk.advance(16)
  const answer = await desk.browser().send('POST', '/link/confirm', { token })
  expect([answer.status, codeOf(answer.body)]).toEqual([401, 'link-invalid'])
})

test('of two who use one link at once, one gets in', async () => {
  desk.advance(16)
  const token = await askLink(PAUL)
  const tries = Array.from({ length: 4 }, () => desk.browser().send('POST', '/link/confirm', { token }))
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 401, 401, 401])
})

test('one address gets three links in fifteen minutes, and the asker does not learn that it was enough', async () => {
  desk.advance(16)
  const before = desk.mailed.length
  for (let count = 0; count < 5; count += 1) {
    expect((await desk.browser().send('POST', '/link', { email: CAMILLE })).status).toBe(202)
  }
  // The last of the five is silent like the fourth; a link for somebody else proves that they have been looked at.
  await askLink('sarah.collins@brevent.example')
  expect(desk.mailed.slice(before).filter(({ to }) => to === CAMILLE)).toHaveLength(3)
})

test('a link never leads to the host a stranger named', async () => {
  const before = desk.mailed.length
  const { port } = new URL(desk.url)
  const { request } = await import('node:http')
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      host: 'evil.example',
      origin: 'http://evil.example',
      'content-type': 'application/json',
    }
    const call = request(
      { port, host: '127.0.0.1', path: '/api/portal/link', method: 'POST', headers },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    call.on('error', reject).end(JSON.stringify({ email: PAUL }))
  })
  expect(status).toBe(404)
  expect(desk.mailed).toHaveLength(before)
})

test('somebody who was deactivated is out at once', async () => {
  const browser = desk.browser()
  await desk.write('people', 'leaver', { name: 'Leaver', emails: ['leaver@brevent.example'], orgId: 'org-1' })
  await desk.givePassword('leaver')
  await browser.signIn('leaver@brevent.example')
  await desk.write('people', 'leaver', { active: false }, 'change')
  expect((await browser.get('/tickets?group=open')).status).toBe(401)
  expect((await browser.get('/session')).body).toEqual({ signedIn: false })
})

test.each([
  ['no origin', { origin: undefined }],
  ['another origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
])('a change with %s is refused', async (_name, headers) => {
  const browser = desk.browser()
  desk.advance(1)
  await browser.signIn(CAMILLE)
  const answer = await browser.send('PUT', '/language', { language: 'en' }, headers)
  expect([answer.status, codeOf(answer.body)]).toEqual([403, 'origin-not-allowed'])
})

test('a change needs the header value of its own session', async () => {
  const [camille, paul] = [desk.browser(), desk.browser()]
  await camille.signIn(CAMILLE)
  const { csrf } = await paul.signIn(PAUL)
  for (const header of [undefined, 'x', csrf]) {
    const answer = await camille.send('PUT', '/language', { language: 'en' }, { 'x-satchel-csrf': header })
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'csrf-missing'])
  }
  expect((await camille.send('PUT', '/language', { language: 'en' })).status).toBe(204)
  expect((await desk.store.doc('people', 'camille'))?.doc['language']).toBe('en')
})

test('a token of the console opens nothing at the portal', async () => {
  const browser = desk.browser()
  await browser.signIn(CAMILLE)
  const token = browser.cookie().split('=')[1] ?? ''
  const asBearer = await fetch(`${desk.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })
  expect(asBearer.status).toBe(401)
})
