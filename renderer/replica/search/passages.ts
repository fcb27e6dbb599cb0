import type { DocOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Filterable } from '#shared/tickets/filter.ts'
import { searchWords } from './words.ts'

/** The collections that are searched. People stand first: what they are called is part of their tickets. */
export const SEARCHED = ['people', 'tickets', 'articles', 'assets', 'messages', 'items'] as const
export type Searched = (typeof SEARCHED)[number]

/** A document of a searched collection: `tickets/<id>`. */
export type DocKey = `${Searched}/${Id}`

/** The key of a document. */
export function docKey(name: Searched, id: Id): DocKey {
  return `${name}/${id}`
}

/** Collection and id of a key. */
export function keyParts(key: DocKey): { readonly name: Searched; readonly id: Id } {
  const slash = key.indexOf('/')
  return { name: key.slice(0, slash) as Searched, id: key.slice(slash + 1) }
}

/** True for the collections that are searched. */
export function isSearched(name: string): name is Searched {
  return (SEARCHED as readonly string[]).includes(name)
}

/** What a search shows of a ticket, and what filters look at. */
export interface TicketEntry extends Filterable {
  readonly kind: 'ticket'
  readonly id: Id
  readonly number: number
  readonly label: string
  readonly title: string
  readonly requesterId: Id
  /** Milliseconds of its last change: the newer of two equals comes first. */
  readonly updatedAt: number
}

/** What a search shows of anything else: `detail` is what tells it from another of that title. */
export interface OtherEntry {
  readonly kind: 'person' | 'article' | 'asset'
  readonly id: Id
  readonly title: string
  readonly detail: string
  readonly siteId: Id
  /** Who has an asset, '' where nobody does. */
  readonly holderId: Id
  /** 0 where a document does not say. */
  readonly updatedAt: number
}

export type Entry = TicketEntry | OtherEntry
export type EntryKind = Entry['kind']

/** Words with their weight from 1 to 63: how much a document is about them. */
export type Words = ReadonlyMap<string, number>

/**
 * What the index holds of a document. `entry` is shown when it fits; a message has none and leads to the one of its
 * `target`. `short` are the words people look for mostly, `long` those of its text.
 */
export interface Passage {
  readonly key: DocKey
  readonly target: DocKey
  readonly entry: Entry | undefined
  readonly short: Words
  readonly long: Words
}

const NO_WORDS: Words = new Map()
const MOST_WEIGHT = 63
const LONGEST_TEXT = 20_000
const WEIGHT = { name: 48, code: 36, title: 18, requester: 8, tag: 8, minor: 5, text: 12 } as const

/** How a person is called on their tickets: name and addresses. */
export type CalledPerson = (id: Id) => string

/** Reads a document for the index. What is deleted, or an earlier version, is known and found by nobody. */
export function passageOf(name: Searched, doc: Doc, requester: CalledPerson): Passage {
  const key = docKey(name, doc.id)
  const target = name === 'messages' || name === 'items' ? docKey('tickets', String(doc['ticketId'])) : key
  if (doc.deletedAt !== '' || (doc['versionOf'] ?? '') !== '') {
    return { key, target, entry: undefined, short: NO_WORDS, long: NO_WORDS }
  }
  const long = weighed([[longTextOf(name, doc).slice(0, LONGEST_TEXT), WEIGHT.text]])
  return { key, target, long, ...shownOf(name, doc, requester) }
}

/** The long text of a document, of which an excerpt is shown. */
export function longTextOf(name: Searched, doc: Doc): string {
  switch (name) {
    case 'messages':
      return (doc as DocOf<'messages'>).text
    case 'items':
      return joined([(doc as DocOf<'items'>).title, (doc as DocOf<'items'>).note])
    case 'articles':
      return (doc as DocOf<'articles'>).body
    case 'assets':
      return (doc as DocOf<'assets'>).note
    case 'tickets': {
      const { resolution, rootCause, workaround, plan, rollbackPlan, testPlan, reviewNotes } =
        doc as DocOf<'tickets'>
      return joined([resolution, rootCause, workaround, plan, rollbackPlan, testPlan, reviewNotes])
    }
    default:
      return ''
  }
}

/** What a person is called, for their tickets: name and addresses. */
export function calledOf({ title, detail }: OtherEntry): string {
  return `${title} ${detail}`
}

type Shown = Pick<Passage, 'entry' | 'short'>

function shownOf(name: Searched, doc: Doc, requester: CalledPerson): Shown {
  switch (name) {
    case 'tickets':
      return shownTicket(doc as DocOf<'tickets'>, requester)
    case 'people':
      return shownPerson(doc as DocOf<'people'>)
    case 'articles':
      return shownArticle(doc as DocOf<'articles'>)
    case 'assets':
      return shownAsset(doc as DocOf<'assets'>)
    default:
      return { entry: undefined, short: NO_WORDS }
  }
}

function shownTicket(ticket: DocOf<'tickets'>, called: CalledPerson): Shown {
  const { id, number, label, title, status, priority, assigneeId, teamId, siteId, categoryId } = ticket
  const { requesterId, tags, custom } = ticket
  const requester = requesterId === '' ? '' : called(requesterId)
  const known = { id, number, label, title, status, priority, assigneeId, teamId, siteId, categoryId }
  const fields = Object.values(custom).filter((value) => typeof value !== 'boolean')
  return {
    entry: { kind: 'ticket', ...known, requesterId, requester, updatedAt: Date.parse(ticket.updatedAt) || 0 },
    short: weighed([
      [number > 0 ? `${number} ${label}` : label, WEIGHT.name],
      [title, WEIGHT.title],
      [requester, WEIGHT.requester],
      [tags.join(' '), WEIGHT.tag],
      [fields.join(' '), WEIGHT.minor],
    ]),
  }
}

function shownPerson({ id, name, emails, phone, jobTitle, siteId }: DocOf<'people'>): Shown {
  const detail = emails.join(' ')
  return {
    entry: { kind: 'person', id, title: name, detail, siteId, holderId: '', updatedAt: 0 },
    short: weighed([
      [name, WEIGHT.code],
      [detail, WEIGHT.title],
      [`${phone} ${phone.replaceAll(/\D/gu, '')}`, WEIGHT.title],
      [jobTitle, WEIGHT.minor],
    ]),
  }
}

function shownArticle({ id, title, tags, updatedAt }: DocOf<'articles'>): Shown {
  const moved = Date.parse(updatedAt) || 0
  return {
    entry: {
      kind: 'article',
      id,
      title,
      detail: tags.join(', '),
      siteId: '',
      holderId: '',
      updatedAt: moved,
    },
    short: weighed([
      [title, WEIGHT.title],
      [tags.join(' '), WEIGHT.tag],
    ]),
  }
}

function shownAsset(asset: DocOf<'assets'>): Shown {
  const { id, name, tag, serial, manufacturer, model, siteId, holderId } = asset
  const detail = [tag, serial, model].filter((part) => part !== '').join(' · ')
  return {
    entry: { kind: 'asset', id, title: name, detail, siteId, holderId, updatedAt: 0 },
    short: weighed([
      [tag, WEIGHT.name],
      [serial, WEIGHT.code],
      [name, WEIGHT.title],
      [`${manufacturer} ${model}`, WEIGHT.tag],
    ]),
  }
}

/** A word said again weighs a little more, one among many others a little less. */
function weighed(parts: readonly (readonly [text: string, weight: number])[]): Words {
  const words = new Map<string, number>()
  for (const [text, weight] of parts) {
    const said = searchWords(text)
    const share = weight / (0.8 + said.length / 60)
    for (const word of said) {
      const before = words.get(word)
      words.set(word, before === undefined ? share : before + share / 8)
    }
  }
  for (const [word, weight] of words) words.set(word, Math.max(1, Math.min(MOST_WEIGHT, Math.round(weight))))
  return words
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}
