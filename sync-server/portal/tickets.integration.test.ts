import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '#shared/messages/schema.ts'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import {
  aTicketWithSecrets,
  anAnswer,
  CAMILLE,
  furnish,
  PAUL,
  PRIVATE_MARK,
  startPortalDesk,
  type PortalBrowser,
  type PortalDesk,
} from '#tests/support/portal-desk.ts'
import { openPortalLive } from '#tests/support/portal-live-client.ts'
import type { ArticleHits, MessagePage, TicketAnswer, TicketPage, UploadedFile } from './contract.ts'

let desk: PortalDesk
let camille: PortalBrowser
let paul: PortalBrowser
beforeAll(async () => {
  desk = await startPortalDesk({ MAX_UPLOAD_MB: '1' })
  await furnish(desk)
  camille = desk.browser()
  paul = desk.browser()
  await camille.signIn(CAMILLE)
  await paul.signIn(PAUL)
})
afterAll(() => desk.close())

const bytes = (size: number) => new Uint8Array(randomBytes(size))
const codeOf = (body: unknown) => (body as ErrorBody).error.code
const aReport = (fields: object = {}) => ({
  causeId: randomUUID(),
  title: 'The screen stays black',
  text: 'Since this morning.',
  categoryId: 'category-1',
  siteId: 'site-lyon',
  files: [],
  ...fields,
})
const aComment = (fields: object = {}) => ({
  causeId: randomUUID(),
  text: 'Still the same.',
  files: [],
  ...fields,
})

async function sendFile(browser: PortalBrowser, size = 1000): Promise<UploadedFile> {
  return (await browser.upload<UploadedFile>(bytes(size))).body
}

async function messagesOf(ticketId: string): Promise<Message[]> {
  const found = await desk.store.find('messages', 'ticket', ticketId, { limit: 100 })
  return found.map(({ doc }) => doc as Message)
}

test('a report becomes a numbered ticket of the person, with their words as its first message', async () => {
  const answer = await camille.send<TicketAnswer>(
    'POST',
    '/tickets',
    aReport({ title: '  The screen\n stays black ' }),
  )
  expect(answer.status).toBe(201)
  const { ticket, messages } = answer.body
  expect(ticket).toMatchObject({
    title: 'The screen stays black',
    state: 'received',
    mine: true,
    handler: '',
  })
  expect(ticket.name).toMatch(/^#\d+$/)
  expect(messages).toMatchObject([{ text: 'Since this morning.', mine: true, author: 'Camille Martin' }])
  const stored = (await desk.store.doc('tickets', ticket.id))?.doc as Ticket
  expect(stored).toMatchObject({
    source: 'portal',
    orgId: 'org-1',
    requesterId: 'camille',
    siteId: 'site-lyon',
  })
  expect(await messagesOf(ticket.id)).toMatchObject([
    { kind: 'portal', visibility: 'public', authorId: 'camille' },
  ])
})

test('a report that is sent again after a lost answer is one ticket', async () => {
  const report = aReport()
  const first = await camille.send<TicketAnswer>('POST', '/tickets', report)
  const again = await Promise.all([1, 2].map(() => camille.send<TicketAnswer>('POST', '/tickets', report)))
  expect(again.map(({ body }) => body.ticket.id)).toEqual([first.body.ticket.id, first.body.ticket.id])
  expect(await messagesOf(first.body.ticket.id)).toHaveLength(1)
})

test('another person’s act of the same name is another act', async () => {
  const report = aReport()
  const hers = await camille.send<TicketAnswer>('POST', '/tickets', report)
  const his = await paul.send<TicketAnswer>('POST', '/tickets', report)
  expect(his.body.ticket).toMatchObject({ mine: true })
  expect(his.body.ticket.id).not.toBe(hers.body.ticket.id)
})

test.each([
  ['a category that is none', { categoryId: 'site-lyon' }, 'category-unknown'],
  ['a site that is none', { siteId: 'nowhere' }, 'site-unknown'],
  ['a title of spaces', { title: '   ' }, 'title-empty'],
])('a report with %s is refused', async (_name, fields, code) => {
  const answer = await camille.send('POST', '/tickets', aReport(fields))
  expect([answer.status, codeOf(answer.body)]).toEqual([422, code])
})

test('fields a requester has no say in are not taken', async () => {
  const answer = await camille.send('POST', '/tickets', aReport({ priority: 'urgent' }))
  expect([answer.status, codeOf(answer.body)]).toEqual([400, 'invalid-request'])
})

test('a comment opens a solved ticket again, and sent twice it is said once', async () => {
  const id = await aTicketWithSecrets(desk, { status: 'resolved', resolvedAt: '2026-11-19T08:00:00.000Z' })
  const said = aComment()
  await camille.send('POST', `/tickets/${id}/messages`, said)
  const answer = await camille.send<TicketAnswer>('POST', `/tickets/${id}/messages`, said)
  expect(answer.body.ticket.state).toBe('in-progress')
  expect(answer.body.messages).toHaveLength(1)
})

test('a solved ticket is closed by its requester, and opened again without a word', async () => {
  const id = await aTicketWithSecrets(desk, { status: 'resolved', resolvedAt: '2026-11-19T08:00:00.000Z' })
  const act = async (name: string) =>
    (await camille.send<TicketAnswer>('POST', `/tickets/${id}/${name}`, { causeId: randomUUID() })).body
  expect((await act('confirm')).ticket.state).toBe('closed')
  expect((await act('confirm')).ticket.state).toBe('closed')
  expect((await act('reopen')).ticket.state).toBe('in-progress')
  const tooEarly = await camille.send('POST', `/tickets/${id}/confirm`, { causeId: randomUUID() })
  expect([tooEarly.status, codeOf(tooEarly.body)]).toEqual([422, 'not-solved'])
})

test('somebody who watches a ticket reads and answers it, but does not decide', async () => {
  const id = await aTicketWithSecrets(desk, { status: 'resolved', watcherIds: ['paul'] })
  const page = await paul.get<TicketPage>('/tickets?group=closed')
  expect(page.body.tickets.find((ticket) => ticket.id === id)).toMatchObject({
    mine: false,
    requester: 'Camille Martin',
  })
  const decided = await paul.send('POST', `/tickets/${id}/confirm`, { causeId: randomUUID() })
  expect([decided.status, codeOf(decided.body)]).toEqual([403, 'requester-only'])
  expect((await paul.send('POST', `/tickets/${id}/messages`, aComment())).status).toBe(200)
})

test('nobody reads, answers, decides or fetches from another’s ticket, and learns not even that it exists', async () => {
  const file = await sendFile(camille)
  const named = { sha256: file.sha256, name: 'photo.png', type: 'image/png' }
  const { body } = await camille.send<TicketAnswer>('POST', '/tickets', aReport({ files: [named] }))
  const { id } = body.ticket
  const calls = (ticketId: string) => [
    () => paul.get(`/tickets/${ticketId}`),
    () => paul.get(`/tickets/${ticketId}/messages`),
    () => paul.send('POST', `/tickets/${ticketId}/messages`, aComment()),
    () => paul.send('POST', `/tickets/${ticketId}/reopen`, { causeId: randomUUID() }),
    () => paul.send('POST', `/tickets/${ticketId}/confirm`, { causeId: randomUUID() }),
    () => paul.get(`/tickets/${ticketId}/files/${file.sha256}`),
  ]
  const unknown = calls('no-such-ticket')
  for (const [index, call] of calls(id).entries()) {
    const theirs = await call()
    const nothing = await unknown[index]?.()
    expect(theirs.status).toBe(404)
    expect(theirs.text).toBe(nothing?.text)
  }
  const { body: list } = await paul.get<TicketPage>('/tickets?group=open')
  expect(list.tickets.map((ticket) => ticket.id)).not.toContain(id)
  expect(await messagesOf(id)).toHaveLength(1)
})

test('a file comes back to whoever sees its ticket, as a download unless it is a picture', async () => {
  const [picture, page] = [await sendFile(camille), await sendFile(camille)]
  const files = [
    { sha256: picture.sha256, name: 'écran "noir".png', type: 'image/png' },
    { sha256: page.sha256, name: 'page.html', type: 'text/html' },
  ]
  const { body } = await camille.send<TicketAnswer>('POST', '/tickets', aReport({ files }))
  expect(body.messages[0]?.files).toMatchObject([{ size: 1000 }, { name: 'page.html' }])
  const at = (sha256: string) => `/tickets/${body.ticket.id}/files/${sha256}`
  const shown = await camille.get(at(picture.sha256))
  expect(shown.headers.get('content-type')).toBe('image/png')
  const loaded = await camille.get(at(page.sha256))
  expect(loaded.headers.get('content-type')).toBe('application/octet-stream')
  expect(loaded.headers.get('content-disposition')).toMatch(/^attachment; /)
  expect(loaded.headers.get('content-security-policy')).toContain('sandbox')
})

test('whoever knows the hash of another’s file cannot name it and read it so', async () => {
  const secret = await sendFile(camille)
  const named = { sha256: secret.sha256, name: 'mine.txt', type: 'text/plain' }
  const answer = await paul.send('POST', '/tickets', aReport({ files: [named] }))
  expect([answer.status, codeOf(answer.body)]).toEqual([422, 'file-missing'])
})

test('a file of a private note is nobody’s at the portal', async () => {
  const id = await aTicketWithSecrets(desk)
  const file = await sendFile(camille)
  await anAnswer(desk, id, {
    kind: 'note',
    visibility: 'private',
    text: PRIVATE_MARK,
    attachments: [{ ...file, name: 'plan.pdf', type: 'application/pdf', contentId: '' }],
  })
  expect((await camille.get(`/tickets/${id}/files/${file.sha256}`)).status).toBe(404)
})

test.each([
  ['larger than allowed', 1_048_577, 413, 'upload-too-large'],
  ['empty', 0, 422, 'file-empty'],
])('a file that is %s is refused', async (_name, size, status, code) => {
  const answer = await camille.upload(bytes(size))
  expect([answer.status, codeOf(answer.body)]).toEqual([status, code])
})

test('markup in what people write stays text', async () => {
  const text = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  const answer = await camille.send<TicketAnswer>('POST', '/tickets', aReport({ title: text, text }))
  expect(answer.body.ticket.title).toBe(text)
  expect(answer.body.messages[0]?.text).toBe(text)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('tickets come page by page, open and closed apart, none twice and none left out', async () => {
  await desk.write('people', 'busy', { name: 'Busy', emails: ['busy@brevent.example'], orgId: 'org-1' })
  await desk.givePassword('busy')
  const browser = desk.browser()
  await browser.signIn('busy@brevent.example')
  const made: string[] = []
  for (let count = 0; count < 60; count += 1) {
    made.push(
      await aTicketWithSecrets(desk, { requesterId: 'busy', status: count % 4 === 0 ? 'closed' : 'open' }),
    )
  }
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await browser.get<TicketPage>(`/tickets?group=open${after && `&after=${after}`}`)
    expect(body.tickets.length).toBeLessThanOrEqual(25)
    seen.push(...body.tickets.map(({ id }) => id))
    after = body.next
  } while (after !== '')
  expect(seen).toEqual(made.filter((_id, count) => count % 4 !== 0).toReversed())
})

test('a long conversation comes in parts, private notes between them or not', async () => {
  const id = await aTicketWithSecrets(desk)
  const instant = (count: number) => new Date(Date.UTC(2026, 10, 19, 8, 0, count)).toISOString()
  for (let count = 0; count < 130; count += 1) {
    const isPrivate = count % 3 === 0
    const fields = isPrivate
      ? { kind: 'note', visibility: 'private', text: PRIVATE_MARK }
      : { text: String(count) }
    await anAnswer(desk, id, { ...fields, fullText: '', html: '', at: instant(count) })
  }
  const first = (await camille.get<TicketAnswer>(`/tickets/${id}`)).body
  const rest = (await camille.get<MessagePage>(`/tickets/${id}/messages?before=${first.messages[40]?.id}`))
    .body
  const wanted = Array.from({ length: 130 }, (_each, count) => count).filter((count) => count % 3 !== 0)
  expect(first.messages.map(({ text }) => Number(text))).toEqual(wanted)
  expect(first.earlier).toBe('')
  expect(rest.messages.map(({ text }) => Number(text))).toEqual(wanted.slice(0, 40))
})

test('the latest public messages are a hundred, and the earlier ones follow on', async () => {
  const id = await aTicketWithSecrets(desk)
  for (let count = 0; count < 120; count += 1)
    await anAnswer(desk, id, { text: String(count), html: '', fullText: '' })
  const first = (await camille.get<TicketAnswer>(`/tickets/${id}`)).body
  const rest = (await camille.get<MessagePage>(`/tickets/${id}/messages?before=${first.earlier}`)).body
  const texts = [...rest.messages, ...first.messages].map(({ text }) => Number(text))
  expect(texts).toEqual(Array.from({ length: 120 }, (_each, count) => count))
  expect(rest.earlier).toBe('')
})

test('of an answer its requester sees the words, not the mail around them', async () => {
  const id = await aTicketWithSecrets(desk)
  await anAnswer(desk, id)
  const { body } = await camille.get<TicketAnswer>(`/tickets/${id}`)
  expect(body.messages).toMatchObject([
    { text: 'A technician comes tomorrow morning.', author: 'Sarah Collins', fromDesk: true, mine: false },
  ])
  expect(body.ticket.handler).toBe('Sarah Collins')
})

test('what the desk formatted comes with its formatting, cleaned; of a mail nothing but its text', async () => {
  const { id } = (await camille.send<TicketAnswer>('POST', '/tickets', aReport())).body.ticket
  const html = '<p onclick="steal()">Please <strong>restart</strong> it.</p><script>steal()</script>'
  await anAnswer(desk, id, { text: 'Please restart it.', html })
  await anAnswer(desk, id, {
    kind: 'mail',
    authorId: 'camille',
    text: 'Done.',
    html: `<p>${PRIVATE_MARK}</p>`,
  })
  const { messages } = (await camille.get<TicketAnswer>(`/tickets/${id}`)).body
  expect(messages.map(({ text, html: shown }) => [text, shown])).toEqual([
    ['Since this morning.', ''],
    ['Please restart it.', '<p>Please <strong>restart</strong> it.</p>'],
    ['Done.', ''],
  ])
})

test('a deleted ticket is gone, and so is one that is not watched any more', async () => {
  const deleted = await aTicketWithSecrets(desk)
  const watched = await aTicketWithSecrets(desk, { requesterId: 'paul', watcherIds: ['camille'] })
  const listed = async () =>
    (await camille.get<TicketPage>('/tickets?group=open')).body.tickets.map(({ id }) => id)
  expect(await listed()).toEqual(expect.arrayContaining([deleted, watched]))
  await desk.write('tickets', deleted, { deletedAt: new Date().toISOString() }, 'change')
  await desk.write('tickets', watched, { watcherIds: { $remove: ['camille'] } }, 'change')
  const after = await listed()
  expect([deleted, watched].filter((id) => after.includes(id))).toEqual([])
  expect((await camille.get(`/tickets/${deleted}`)).status).toBe(404)
  expect((await camille.get(`/tickets/${watched}`)).status).toBe(404)
})

test('a reply that is held back is not there yet', async () => {
  const id = await aTicketWithSecrets(desk)
  await anAnswer(desk, id, { delivery: 'held', text: PRIVATE_MARK })
  const answer = await camille.get<TicketAnswer>(`/tickets/${id}`)
  expect(answer.body.messages).toEqual([])
})

test('a ticket’s private life does not move what its requester sees of it', async () => {
  const id = await aTicketWithSecrets(desk)
  const before = (await camille.get(`/tickets/${id}`)).text
  await desk.write(
    'tickets',
    id,
    { updatedAt: new Date().toISOString(), tags: ['x'], teamId: 'team' },
    'change',
  )
  expect((await camille.get(`/tickets/${id}`)).text).toBe(before)
})

test('search answers in the asked language from public articles alone', async () => {
  const article = (id: string, title: string, more: object = {}) =>
    desk.write('articles', id, {
      orgId: 'org-1',
      language: 'fr',
      audience: 'public',
      state: 'published',
      title,
      body: 'Éteignez l’imprimante, puis rallumez-la.',
      createdAt: '2026-11-01T08:00:00.000Z',
      ...more,
    })
  await article('public-fr', 'L’imprimante n’imprime plus')
  await article('public-en', 'The printer does not print', { language: 'en' })
  await article('internal', `Imprimante ${PRIVATE_MARK}`, { audience: 'internal' })
  await article('draft', `Imprimante ${PRIVATE_MARK}`, { state: 'draft' })
  await article('foreign', 'Imprimante d’une autre maison', { orgId: 'org-2' })
  const found = async (words: string) => {
    const { body } = await camille.get<ArticleHits>(`/articles?language=fr&q=${encodeURIComponent(words)}`)
    return body.articles.map(({ id }) => id)
  }
  desk.advance(1)
  expect(await found('mon IMPRIMANTE ne marche pas')).toEqual(['public-fr'])
  expect(await found('imprimente')).toEqual(['public-fr'])
  expect(await found('')).toEqual(['public-fr'])
  expect(await found('téléphone')).toEqual([])
  for (const id of ['internal', 'draft', 'foreign', 'none'])
    expect((await camille.get(`/articles/${id}`)).status).toBe(404)
  expect((await camille.get(`/articles/public-en`)).body).toMatchObject({
    title: 'The printer does not print',
  })
})

test('a page hears of its own tickets alone, and of nothing private', async () => {
  const mine = await aTicketWithSecrets(desk)
  const theirs = await aTicketWithSecrets(desk, { requesterId: 'paul' })
  const line = await openPortalLive(desk.url, camille.cookie())
  await anAnswer(desk, theirs)
  await anAnswer(desk, mine, { kind: 'note', visibility: 'private', text: PRIVATE_MARK })
  await desk.write('tickets', mine, { updatedAt: new Date().toISOString(), tags: ['internal'] }, 'change')
  const answered = await aTicketWithSecrets(desk)
  await anAnswer(desk, answered)
  // Changes are told in their order: had the earlier ones been told, they would stand before this one.
  expect(await line.poke()).toBe(answered)
  await desk.write('tickets', mine, { status: 'pending', pendingReason: 'requester' }, 'change')
  expect(await line.pokeOther(answered)).toBe(mine)
  line.close()
})

test('a stranger gets no live connection', async () => {
  expect((await fetch(`${desk.url}/api/portal/live`)).status).toBe(401)
})

test('signing out ends the live connection', async () => {
  const browser = desk.browser()
  await browser.signIn(PAUL)
  const line = await openPortalLive(desk.url, browser.cookie())
  await browser.send('POST', '/sign-out', {})
  await line.ended
})

test('switching an account off ends its live connection and no other', async () => {
  const browser = desk.browser()
  await browser.signIn(PAUL)
  const line = await openPortalLive(desk.url, browser.cookie())
  const other = await openPortalLive(desk.url, camille.cookie())
  await desk.write('people', 'paul', { active: false }, 'change')
  await line.ended
  const mine = await aTicketWithSecrets(desk)
  await anAnswer(desk, mine)
  expect(await other.poke()).toBe(mine)
  other.close()
  await desk.write('people', 'paul', { active: true }, 'change')
})

test('no answer in all of this held a byte of what is private', async () => {
  const all = [...camille.received, ...paul.received]
  expect(all.length).toBeGreaterThan(60)
  expect(all.filter((text) => text.includes(PRIVATE_MARK))).toEqual([])
})
