import { v7 } from 'uuid'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Mutation, MutationAnswer, PullResponse, PushResponse } from '#shared/protocol/wire.ts'
import type { ApiAnswer, ApiClient } from '#tests/support/api-client.ts'
import { portalOf, type MatrixDesk } from './desk.ts'
import { sees, seesOnPortal, ticketOf, type Person, type Sample } from './rows.ts'

/** What somebody got to read by one way, and what went wrong beside it. */
interface Seen {
  readonly bytes: readonly string[]
  readonly problems: readonly string[]
}

/** A way by which words might reach somebody. `shows`: `may` where it depends on what they did. */
export interface Way {
  readonly shows: (person: Person, sample: Sample) => 'must' | 'may' | 'never'
  readonly go: (desk: MatrixDesk, person: Person) => Promise<Seen>
}

const AT = '2026-11-20T12:00:00.000Z'
const isStaff = ({ roles }: Person): boolean => roles.some(({ role }) => role !== 'requester')
const whoSees: Way['shows'] = (person, sample) => (sees(person, sample) ? 'must' : 'never')
const mayWhoSees: Way['shows'] = (person, sample) => (sees(person, sample) ? 'may' : 'never')

/** An answer with its headers: nothing of it may tell more than it should. */
const bytesOf = ({ headers, text }: ApiAnswer): string => JSON.stringify([...headers]) + text

async function pullAll(client: ApiClient): Promise<readonly ApiAnswer<PullResponse>[]> {
  const pages: ApiAnswer<PullResponse>[] = []
  for (let cursor = ''; ;) {
    const page = await client.get<PullResponse>(
      `/sync/pull?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    pages.push(page)
    if (page.status !== 200 || !page.body.more) return pages
    cursor = page.body.cursor
  }
}

const pull: Way = {
  shows: whoSees,
  async go(desk, person) {
    const pages = await pullAll(await desk.consoleOf(person))
    const ids = new Set(
      pages.flatMap(({ status, body }) =>
        status === 200 ? body.changes.map((each) => ('doc' in each ? each.doc['id'] : each.id)) : [],
      ),
    )
    const known = desk.samples.filter((sample) => ids.has(sample.id) && !sees(person, sample))
    return { bytes: pages.map(bytesOf), problems: known.map(({ id }) => `${person.id} pulls ${id}`) }
  },
}

/** One mutation for a document, as a device would send it. */
function mutation({ collection, id }: Pick<Sample, 'collection' | 'id'>, more: Partial<Mutation>): Mutation {
  const common = { collection, docId: id, op: 'change', baseRev: 0, at: AT, schema: 0 } as const
  return { id: v7(), patch: {}, ...common, ...more }
}

/** Everything one can send about a document. */
function attempts(sample: Sample, nth: number): readonly Mutation[] {
  const { row } = sample
  const fields: readonly Patch[] = [row.touch(nth), { unknown: 1 }, { orgId: 'acme' }, { deletedAt: AT }]
  return [
    ...fields.map((each) => mutation(sample, { patch: each, baseRev: 999 })),
    mutation(sample, { patch: row.touch(nth), again: true, prev: { title: 'seen before' } }),
    mutation(sample, { op: 'create', patch: { ...row.touch(nth), orgId: 'acme' } }),
  ]
}

/** What one can hang on a ticket. */
function children({ world }: Sample): readonly Mutation[] {
  const ticketId = ticketOf(world)
  const create = (collection: Sample['collection'], patch: Patch) =>
    mutation({ collection, id: v7() }, { op: 'create', patch })
  return [
    create('messages', { ticketId, kind: 'note', text: 'Under it' }),
    create('items', { ticketId, title: 'Under it' }),
    create('links', { fromId: ticketId, toId: 'x' }),
    create('documents', { ticketId, name: 'x', sha256: '0'.repeat(64) }),
  ]
}

/** What can be told from an answer; ids and revisions of one's own making aside. */
const told = ({ id: _id, ...rest }: MutationAnswer): string => JSON.stringify(rest)

const push: Way = {
  shows: mayWhoSees,
  async go(desk, person) {
    const client = await desk.consoleOf(person)
    const bytes: string[] = []
    const problems: string[] = []
    const controls = new Map<string, PushResponse>()
    for (const [nth, sample] of desk.samples.entries()) {
      if (sees(person, sample)) {
        const answer = await client.push([
          mutation(sample, { patch: sample.row.touch(nth + 10), baseRev: 999 }),
        ])
        bytes.push(bytesOf(answer))
        const [first] = answer.body.answers
        if (first?.refusal?.code === 'not-found' && sample.collection !== 'activity') {
          problems.push(`${person.id} cannot reach ${sample.id}`)
        }
        const isReader = person.roles.every(({ role }) => role === 'auditor')
        const isTaken = first?.status !== 'rejected' && sample.collection !== 'notices'
        if (isReader && isTaken) problems.push(`${person.id} writes ${sample.id}`)
        continue
      }
      const before = await desk.store.doc(sample.collection, sample.id)
      const tried = [...attempts(sample, nth), ...(sample.collection === 'tickets' ? children(sample) : [])]
      const answer = await client.push(tried)
      bytes.push(bytesOf(answer))
      const after = await desk.store.doc(sample.collection, sample.id)
      if (after?.doc.rev !== before?.doc.rev) problems.push(`${person.id} changed ${sample.id}`)
      if (!isStaff(person)) {
        if (answer.status !== 403) problems.push(`${person.id} is answered ${answer.status}`)
        continue
      }
      const control = controls.get(sample.collection) ?? (await controlOf(client, sample))
      controls.set(sample.collection, control)
      problems.push(...differences(person, sample, answer.body, control))
    }
    bytes.push(...(await pullAll(client)).map(bytesOf))
    return { bytes, problems }
  },
}

/** What is answered about a document that does not exist; the last attempt would create it. */
async function controlOf(client: ApiClient, sample: Sample): Promise<PushResponse> {
  const nowhere = { ...sample, id: `no-such-${v7()}` }
  return (await client.push(attempts(nowhere, 0).slice(0, -1))).body
}

/** Where a hidden document is answered otherwise than one that does not exist. */
function differences({ id }: Person, sample: Sample, given: PushResponse, nothing: PushResponse): string[] {
  const answers = given.answers.slice(0, nothing.answers.length)
  const isTold = answers.some((answer, at) => {
    const other = nothing.answers[at]
    return other === undefined || told(answer) !== told(other)
  })
  const shown = given.answers.filter(({ doc, status }) => doc !== undefined || status === 'accepted')
  return [
    ...(isTold ? [`${id} learns that there is ${sample.id}: ${JSON.stringify(answers)}`] : []),
    ...shown.map((answer) => `${id} is answered ${JSON.stringify(answer)} for ${sample.id}`),
  ]
}

const conflict: Way = {
  shows: mayWhoSees,
  async go(desk, person) {
    const client = await desk.consoleOf(person)
    const sent = desk.samples.map((sample, nth) => {
      const patch = sample.row.touch(nth + 100)
      const prev = Object.fromEntries(Object.keys(patch).map((field) => [field, 'seen before']))
      return mutation(sample, { patch, prev })
    })
    const bytes: string[] = []
    const problems: string[] = []
    for (let at = 0; at < sent.length; at += 50) {
      const batch = sent.slice(at, at + 50)
      const answer = await client.push([...batch, ...batch.slice(0, 10)])
      bytes.push(bytesOf(answer))
      for (const [index, { doc, status }] of (answer.body.answers ?? []).slice(0, 50).entries()) {
        const sample = desk.samples[at + index]
        const isHidden = sample && !sees(person, sample)
        if (isHidden && (doc !== undefined || status !== 'rejected'))
          problems.push(`${person.id} has ${status} for ${sample.id}`)
      }
    }
    bytes.push(...(await pullAll(client)).map(bytesOf))
    return { bytes, problems }
  },
}

const live: Way = {
  shows: () => 'never',
  async go(desk, person) {
    const { token, url } = await desk.consoleOf(person)
    const stop = new AbortController()
    const response = await fetch(`${url}/sync/live`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    })
    if (!isStaff(person)) {
      const problems = response.status === 403 ? [] : [`${person.id} is answered ${response.status}`]
      return { bytes: [await response.text()], problems }
    }
    const reader = response.body?.getReader()
    if (!reader) throw new Error('there is no live connection')
    for (const sample of desk.samples.filter(({ collection }) => collection === 'tickets')) {
      await desk.write('tickets', sample.id, { tags: { $add: [sample.mark] } }, 'change')
      await desk.write('tickets', sample.id, { tags: { $remove: [sample.mark] } }, 'change')
    }
    const head = await settledHead(desk, person)
    let text = ''
    const decoder = new TextDecoder()
    while (latestPoke(text) < head) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    stop.abort()
    const rest = text.replaceAll(/event: poke\ndata: \{"head":\d+\}\n\n|:[^\n]*\n\n|retry: \d+\n\n/g, '')
    const problems = rest === '' ? [] : [`the live connection of ${person.id} says ${JSON.stringify(rest)}`]
    return { bytes: [text], problems }
  },
}

/** The newest position, once everything that was written has one. */
async function settledHead({ store, sync }: MatrixDesk, { id, roles }: Person): Promise<number> {
  await sync.pull({ personId: id, deviceId: 'x', roles }, undefined, 1)
  return store.head()
}

function latestPoke(text: string): number {
  return Number([...text.matchAll(/"head":(\d+)\}/g)].at(-1)?.[1] ?? 0)
}

const rest: Way = {
  shows: whoSees,
  async go(desk, person) {
    const client = await desk.consoleOf(person)
    const answers: ApiAnswer[] = []
    const problems: string[] = []
    for (const collection of COLLECTION_NAMES) {
      const ids = desk.samples.filter((sample) => sample.collection === collection).map(({ id }) => id)
      if (collection === 'activity') ids.push(...(await activityIds(desk)))
      const revisions = await client.get<{ readonly revisions?: readonly { readonly id: string }[] }>(
        `/sync/revisions?collection=${collection}`,
      )
      const listed = new Set(revisions.body?.revisions?.map(({ id }) => id))
      for (const sample of desk.samples) {
        if (sample.collection !== collection || collection === 'activity') continue
        if (listed.has(sample.id) !== sees(person, sample))
          problems.push(`${person.id}: ${sample.id} is listed`)
      }
      answers.push(revisions)
      for (let at = 0; at < ids.length; at += 100) {
        answers.push(await client.post('/sync/documents', { collection, ids: ids.slice(at, at + 100) }))
      }
    }
    for (const path of await readableRoutes(desk, person)) answers.push(await client.get(path))
    const someone = desk.samples.find(
      ({ collection, world }) => collection === 'people' && world.word === 'zebra',
    )
    const password = { body: JSON.stringify({ password: 'a long enough password' }) }
    const headers = { 'content-type': 'application/json' }
    const taken = await client.request('PUT', `/api/people/${someone?.id}/password`, { ...password, headers })
    if (taken.status < 400) problems.push(`${person.id} sets a foreign password`)
    return { bytes: [...answers, taken].map(bytesOf), problems }
  },
}

/** Routes whose answer has no end, and those of the portal, which has its own way. */
const ELSEWHERE = /^\/sync\/live$|^\/api\/portal\//

/**
 * The addresses of everything the server says can be read, whatever it is: with each hidden document in the place of a
 * parameter, and as the person asked for. A new route is among them by itself.
 */
async function readableRoutes(desk: MatrixDesk, person: Person): Promise<readonly string[]> {
  const { paths } = (await (await fetch(`${desk.url}/api/docs/json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  const routes = Object.keys(paths).filter((path) => paths[path]?.['get'] && !ELSEWHERE.test(path))
  if (!routes.includes('/api/session')) throw new Error('the server does not say what can be read')
  const hidden = desk.samples.filter((sample) => !sees(person, sample))
  const people = hidden.filter(({ collection }) => collection === 'people')
  return routes.flatMap((route) => {
    if (!route.includes('{')) return [route, ...people.map(({ id }) => `${route}?person=${id}&cursor=x`)]
    return hidden.map(({ id, sha256 }) =>
      route.replace('{sha256}', sha256 || '0'.repeat(64)).replaceAll(/\{\w+\}/g, id),
    )
  })
}

async function activityIds({ store }: MatrixDesk): Promise<readonly string[]> {
  const entries = await store.list('activity', { limit: 1000 })
  return entries.map(({ doc }) => doc.id)
}

/** The portal finds and lists; staff sign in there as well, as people who ask for something. */
const search: Way = {
  shows: (person, sample) => (seesOnPortal(person, sample) ? 'must' : 'never'),
  async go(desk, person) {
    const browser = await portalOf(desk, person)
    for (const path of ['/session', '/desk', '/articles?language=en']) await browser.get(path)
    for (const group of ['open', 'done']) await browser.get(`/tickets?group=${group}`)
    for (const { collection, id, mark, sha256, world } of desk.samples) {
      await browser.get(`/articles?language=en&q=${encodeURIComponent(mark)}`)
      if (collection === 'articles') await browser.get(`/articles/${id}`)
      if (collection === 'tickets') {
        for (const path of ['', '/messages']) await browser.get(`/tickets/${id}${path}`)
      }
      if (sha256 !== '') await browser.get(`/tickets/${ticketOf(world)}/files/${sha256}`)
    }
    return { bytes: browser.received, problems: [] }
  },
}

const attachment: Way = {
  shows: (person, sample) => (sample.sha256 === '' ? 'never' : whoSees(person, sample)),
  async go(desk, person) {
    const client = await desk.consoleOf(person)
    const bytes: string[] = []
    const problems: string[] = []
    for (const sample of desk.samples.filter(({ sha256 }) => sha256 !== '')) {
      const path = `/api/blobs/${sample.sha256}`
      const [got, asked] = [await client.get(path), await client.request('HEAD', path)]
      bytes.push(bytesOf(got), bytesOf(asked))
      const refused = isStaff(person) ? 404 : 403
      const expected = sees(person, sample) ? 200 : refused
      if (got.status !== expected || asked.status !== expected) {
        problems.push(`${person.id} is answered ${got.status} and ${asked.status} for ${sample.id}`)
      }
    }
    return { bytes, problems }
  },
}

/** Every way, in the order in which they are gone: those that change something come last. */
export const WAYS: Readonly<Record<string, Way>> = { pull, rest, attachment, search, live, push, conflict }
