import type { DocOf } from '#shared/collections.ts'
import { messages } from '#shared/messages/collection.ts'
import { people } from '#shared/people/collection.ts'
import { tickets } from '#shared/tickets/collection.ts'

/** Words people write to a service desk, the usual ones first: the n-th is written about 1/n as often as the first. */
const COMMON =
  `the to and is not a it on since printer screen network access please laptop restart error update
password account vpn mail calendar folder meeting room phone software version driver cable docking station server
directory licence install login message queue paper toner slow offline blocked replace moved office floor badge
imprimante écran réseau accès mot passe messagerie réunion étage téléphone logiciel câble serveur licence bloqué lent`
    .split(/\s+/u)
    .filter((word) => word !== '')
const SYLLABLES =
  `ba be bra cal can che clo con cra da del dez dor el fa fil flo fra ga gor gra ha hel hu in ja jor ka
ko kri la lin lo mal mar mu na net no ob or pa per pla pra qua ra ri ro sa ser sor ster ta tan tes tra ul va vel vin wa
wor zan`.split(/\s+/u)
const RARE = 30_000
const PEOPLE = 3000
const SITES = 30
const FIRST = Date.UTC(2024, 0, 8, 7)
const MINUTE = 60_000

/** A source of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The n-th word: the common ones, then made-up names of products, hosts and people. */
export function wordOf(at: number): string {
  const common = COMMON[at]
  if (common !== undefined) return common
  let rest = Math.imul(at, 2_654_435_761) >>> 0
  let word = ''
  for (let part = 0; part < 2 + (at % 3); part++) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? ''
    rest = Math.floor(rest / SYLLABLES.length)
  }
  return at % 11 === 0 ? `${word}${at % 97}` : word
}

/** So many words as they are said: a few again and again, most of them seldom. */
function said(random: () => number, count: number): string {
  const words = Array.from({ length: count }, () => wordOf(Math.floor((RARE + 1) ** random()) - 1))
  return words.join(' ')
}

/** The person number `at`. */
export function benchPerson(at: number): DocOf<'people'> {
  const name = `${wordOf(200 + at * 3)} ${wordOf(9000 + at * 5)}`
  return {
    ...people.defaults,
    id: `person-${at}`,
    rev: 1,
    deletedAt: '',
    name,
    emails: [`${name.replace(' ', '.')}@desk.example`],
    siteId: `site-${at % SITES}`,
  } as DocOf<'people'>
}

/** The ticket number `at`: a title of three to ten words, a resolution for one of three. */
export function benchTicket(at: number): DocOf<'tickets'> {
  const random = seeded(at + 1)
  return {
    ...tickets.defaults,
    id: `ticket-${at}`,
    rev: 1,
    deletedAt: '',
    label: `NEW-${(at % 46_656).toString(36).toUpperCase().padStart(4, '0')}`,
    number: at + 1,
    title: said(random, 3 + (at % 8)),
    status: at % 5 < 3 ? 'closed' : 'open',
    orgId: 'org-1',
    siteId: `site-${at % SITES}`,
    requesterId: `person-${(at * 7) % PEOPLE}`,
    resolution: at % 3 === 0 ? said(random, 15) : '',
    updatedAt: new Date(FIRST + at * 11 * MINUTE).toISOString(),
  } as DocOf<'tickets'>
}

/** The message number `at`, three on each ticket: 20 to 80 words, one of four a private note. */
export function benchMessage(at: number): DocOf<'messages'> {
  const random = seeded(1_000_003 + at)
  return {
    ...messages.defaults,
    id: `message-${at}`,
    rev: 1,
    deletedAt: '',
    ticketId: `ticket-${Math.floor(at / 3)}`,
    kind: at % 4 === 0 ? 'note' : 'mail',
    visibility: at % 4 === 0 ? 'private' : 'public',
    text: said(random, 20 + Math.floor(random() * 60)),
    at: new Date(FIRST + at * 4 * MINUTE).toISOString(),
  } as DocOf<'messages'>
}

/** How many people there are. */
export const BENCH_PEOPLE = PEOPLE

/** Queries of one kind, the same in every run. */
export function benchQueries(tickets: number): Readonly<Record<string, readonly string[]>> {
  const random = seeded(7)
  const some = (make: (at: number) => string) =>
    Array.from({ length: 40 }, () => make(Math.floor(random() * tickets)))
  const wordIn = (text: string, least: number, at = 0) =>
    text.split(' ').filter((word) => word.length >= least)[at] ?? 'printer'
  const usual = COMMON.filter((word) => word.length > 2)
  return {
    'a number': some((at) => `#${at + 1}`),
    'a usual word': some((at) => usual[at % usual.length] ?? ''),
    'three letters of a word': some((at) => wordOf(80 + (at % 4000)).slice(0, 3)),
    'a seldom word': some((at) => wordOf(2000 + (at % 25_000))),
    'two words of a title': some((at) => {
      const { title } = benchTicket(at)
      return `${wordIn(title, 3)} ${wordIn(title, 4, 1)}`
    }),
    'three words of a message': some((at) => {
      const { text } = benchMessage(at * 3)
      return `${wordIn(text, 3, 2)} ${wordIn(text, 4, 5)} ${wordIn(text, 4, 7)}`
    }),
    'a person': some((at) => benchPerson(at % PEOPLE).name),
    'a word with a wrong letter': some((at) => swapped(wordOf(80 + (at % 2000)))),
    'words inside a site': some((at) => `site:${at % SITES} ${usual[at % usual.length] ?? ''}`),
    'what is nowhere': some((at) => `zzx${(at * 7919).toString(36)}q`),
  }
}

function swapped(word: string): string {
  return `${word.slice(0, 2)}${word[3] ?? ''}${word[2] ?? ''}${word.slice(4)}`
}
