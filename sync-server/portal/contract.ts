import Type, { type Static, type TProperties } from 'typebox'
import { oneOf } from '#shared/kernel/fields.ts'
import { Id, IdOrNone } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { LANGUAGES } from '#shared/people/schema.ts'

/** Most files of one message, characters of its text, and characters of a title. */
export const MOST_FILES = 20
export const MOST_TEXT = 50_000
export const MOST_TITLE = 200
/** The header that proves a request comes from the portal's own page. */
export const CSRF_HEADER = 'x-satchel-csrf'

const closed = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
/** Made by the browser once per act, so that a second try changes nothing more. */
const CauseId = Type.String({ minLength: 16, maxLength: 64, pattern: '^[A-Za-z0-9-]+$' })
const Words = Type.Record(Type.String({ maxLength: 8 }), Type.String({ maxLength: 200 }))

/** What anybody may know before signing in. `colour` is `#rrggbb` or ''. */
export const PortalDesk = closed({
  name: Type.String(),
  names: Words,
  colour: Type.String({ pattern: '^$|^#[0-9a-f]{6}$' }),
  logo: Type.Boolean(),
  languages: Type.Array(oneOf(LANGUAGES)),
  /** Whether a sign-in link can be mailed. */
  linkSignIn: Type.Boolean(),
})
export type PortalDesk = Static<typeof PortalDesk>

/** A category or site; `names` holds its name in other languages. */
export const Choice = closed({ id: Id, name: Type.String(), names: Words })
export type Choice = Static<typeof Choice>

export const SignedIn = closed({
  signedIn: Type.Literal(true),
  person: closed({ id: Id, name: Type.String(), language: oneOf(LANGUAGES), siteId: IdOrNone }),
  csrf: Type.String(),
  categories: Type.Array(Choice),
  sites: Type.Array(Choice),
  /** Bytes. */
  maxFileBytes: Type.Integer(),
})
export type SignedIn = Static<typeof SignedIn>

export const SignedOut = closed({ signedIn: Type.Literal(false) })
export const PortalSessionAnswer = Type.Union([SignedIn, SignedOut])
export type PortalSessionAnswer = Static<typeof PortalSessionAnswer>

const Email = Type.String({ minLength: 3, maxLength: 320 })
export const PasswordSignIn = closed({
  email: Email,
  password: Type.String({ minLength: 1, maxLength: 1000 }),
})
export const LinkRequest = closed({ email: Email })
export const LinkConfirmation = closed({ token: Type.String({ minLength: 20, maxLength: 100 }) })
export const LanguageChoice = closed({ language: oneOf(LANGUAGES) })

/** The state of a ticket in words a requester understands. */
export const TICKET_STATES = ['received', 'in-progress', 'waiting-for-you', 'solved', 'closed'] as const
export type TicketState = (typeof TICKET_STATES)[number]

export const PortalTicket = closed({
  id: Id,
  /** The number people say: `#1042`, or `NEW-7F3K`. */
  name: Type.String(),
  title: Type.String(),
  state: oneOf(TICKET_STATES),
  /** Whom it waits for while it is in progress. */
  waitingOn: oneOf(['', 'supplier', 'change', 'approval']),
  categoryId: IdOrNone,
  siteId: IdOrNone,
  requester: Type.String(),
  /** True for one's own; false for one that one only watches. */
  mine: Type.Boolean(),
  /** Name of the person who handles it, '' while there is none. */
  handler: Type.String(),
  createdAt: Instant,
  /** When something last happened that the requester may see. */
  lastAt: Instant,
  /** When the first answer is due, '' when there is no promise or it was kept. */
  answerDueAt: Instant,
})
export type PortalTicket = Static<typeof PortalTicket>

export const TICKET_GROUPS = ['open', 'closed'] as const
export type TicketGroup = (typeof TICKET_GROUPS)[number]
export const TicketQuery = closed({
  group: oneOf(TICKET_GROUPS),
  after: Type.Optional(Id),
})
/** `next` continues the list, '' at its end. */
export const TicketPage = closed({ tickets: Type.Array(PortalTicket), next: IdOrNone })
export type TicketPage = Static<typeof TicketPage>

/** A file of a message; `type` is what the sender called it. `size` in bytes. */
export const PortalFile = closed({
  sha256: Sha256,
  name: Type.String(),
  size: Type.Integer(),
  type: Type.String(),
})
export type PortalFile = Static<typeof PortalFile>

export const PortalMessage = closed({
  id: Id,
  author: Type.String(),
  mine: Type.Boolean(),
  fromDesk: Type.Boolean(),
  text: Type.String(),
  /** The same with its formatting, of what the desk wrote; '' where there is none. */
  html: Type.String(),
  at: Instant,
  files: Type.Array(PortalFile),
})
export type PortalMessage = Static<typeof PortalMessage>

/** Messages from old to new; `earlier` asks for those before them, '' when there are none. */
export const MessagePage = closed({ messages: Type.Array(PortalMessage), earlier: IdOrNone })
export type MessagePage = Static<typeof MessagePage>
export const MessageQuery = closed({ before: Type.Optional(Id) })

export const TicketAnswer = closed({ ticket: PortalTicket, ...MessagePage.properties })
export type TicketAnswer = Static<typeof TicketAnswer>

/** A file the person uploaded before, and how it is to be called. */
export const NamedFile = closed({
  sha256: Sha256,
  name: Type.String({ minLength: 1, maxLength: 255 }),
  type: Type.String({ maxLength: 127, pattern: '^$|^[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+$' }),
})
export type NamedFile = Static<typeof NamedFile>
const NamedFiles = Type.Array(NamedFile, { maxItems: MOST_FILES })

export const NewTicket = closed({
  causeId: CauseId,
  title: Type.String({ minLength: 1, maxLength: MOST_TITLE }),
  text: Type.String({ maxLength: MOST_TEXT }),
  categoryId: IdOrNone,
  siteId: IdOrNone,
  files: NamedFiles,
})
export type NewTicket = Static<typeof NewTicket>

export const NewComment = closed({
  causeId: CauseId,
  text: Type.String({ maxLength: MOST_TEXT }),
  files: NamedFiles,
})
export type NewComment = Static<typeof NewComment>

export const Decision = closed({ causeId: CauseId })
export type Decision = Static<typeof Decision>

export const UploadedFile = closed({ sha256: Sha256, size: Type.Integer() })
export type UploadedFile = Static<typeof UploadedFile>

export const ArticleQuery = closed({
  language: oneOf(LANGUAGES),
  q: Type.Optional(Type.String({ maxLength: 300 })),
})
export const ArticleHit = closed({ id: Id, title: Type.String(), excerpt: Type.String() })
export type ArticleHit = Static<typeof ArticleHit>
export const ArticleHits = closed({ articles: Type.Array(ArticleHit) })
export type ArticleHits = Static<typeof ArticleHits>
export const PortalArticle = closed({
  id: Id,
  title: Type.String(),
  body: Type.String(),
  language: oneOf(LANGUAGES),
  updatedAt: Instant,
})
export type PortalArticle = Static<typeof PortalArticle>
