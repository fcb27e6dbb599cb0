import Type, { type Static, type TSchema } from 'typebox'
import { envelope, Line, oneOf, ValueMap } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { LANGUAGES } from '../people/schema.ts'
import { CHANGE_TYPES, LEVELS, TICKET_KINDS } from '../tickets/schema.ts'

export const SETTING_KINDS = [
  'organisation',
  'site',
  'location',
  'department',
  'team',
  'category',
  'tag',
  'mailbox',
  'sla',
  'calendar',
  'catalogue-item',
  'form',
  'template',
  'canned-reply',
  'macro',
  'view',
  'automation',
  'custom-field',
  'asset-type',
  'freeze-window',
  'brand',
] as const
export type SettingKind = (typeof SETTING_KINDS)[number]

/** One entry of the desk's set-up. `data` depends on `kind`; `names` holds the name in other languages. */
export const Setting = Type.Object(
  {
    ...envelope,
    kind: oneOf(SETTING_KINDS),
    orgId: IdOrNone,
    parentId: IdOrNone,
    name: Line(200),
    names: Type.Record(Type.String({ maxLength: 8 }), Type.String({ maxLength: 200 })),
    position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    active: Type.Boolean(),
    data: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
  },
  { additionalProperties: false },
)
export type Setting = Static<typeof Setting>

const Ids = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 500 })
const Words = Type.Record(Type.String({ maxLength: 8 }), Type.String({ maxLength: 20_000 }))

/** `data` of a site. `timeZone` as IANA names it. */
export const SiteData = Type.Object({
  country: Type.Optional(Type.String({ maxLength: 2 })),
  timeZone: Type.Optional(Type.String({ maxLength: 64 })),
  address: Type.Optional(Type.String({ maxLength: 500 })),
})

/** `data` of a room or place; its `parentId` is a site or the location around it. */
export const LocationData = Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) })

/** `data` of a department. */
export const DepartmentData = Type.Object({ managerId: Type.Optional(IdOrNone) })

/** `data` of a team: who belongs to it and who leads it. */
export const TeamData = Type.Object({
  memberIds: Type.Optional(Ids),
  leadId: Type.Optional(IdOrNone),
})
export type TeamData = Static<typeof TeamData>

/** `data` of a category; its `parentId` is the category above it. Tickets of it go to the team at first. */
export const CategoryData = Type.Object({
  teamId: Type.Optional(IdOrNone),
  kinds: Type.Optional(Type.Array(oneOf(TICKET_KINDS), { maxItems: TICKET_KINDS.length })),
})
export type CategoryData = Static<typeof CategoryData>

/** `data` of a tag that is offered; the tag itself is the setting's name. `colour` is `#rrggbb` or ''. */
export const TagData = Type.Object({ colour: Type.Optional(Type.String({ maxLength: 7 })) })

/** What a custom field holds: a person or asset by its id, a date as `2026-11-20`, a choice by the option's id. */
export const CUSTOM_TYPES = ['text', 'number', 'date', 'choice', 'yes-no', 'person', 'asset'] as const

/** One answer of a choice. */
export const CustomOption = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 48 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  names: Type.Optional(Words),
})
export type CustomOption = Static<typeof CustomOption>

/** `data` of a custom field of tickets. No kinds or categories: on all of them. */
export const CustomFieldData = Type.Object({
  type: oneOf(CUSTOM_TYPES),
  kinds: Type.Optional(Type.Array(oneOf(TICKET_KINDS), { maxItems: TICKET_KINDS.length })),
  categoryIds: Type.Optional(Ids),
  required: Type.Optional(Type.Boolean()),
  options: Type.Optional(Type.Array(CustomOption, { maxItems: 200 })),
  hint: Type.Optional(Type.String({ maxLength: 300 })),
})
export type CustomFieldData = Static<typeof CustomFieldData>

/** `data` of a ticket template: what a new ticket begins with, and the work that comes with it. */
export const TemplateData = Type.Object({
  kind: Type.Optional(oneOf(TICKET_KINDS)),
  title: Type.Optional(Type.String({ maxLength: 300 })),
  description: Type.Optional(Type.String({ maxLength: 20_000 })),
  impact: Type.Optional(oneOf(LEVELS)),
  urgency: Type.Optional(oneOf(LEVELS)),
  categoryId: Type.Optional(IdOrNone),
  teamId: Type.Optional(IdOrNone),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
  custom: Type.Optional(ValueMap),
  changeType: Type.Optional(oneOf(CHANGE_TYPES)),
  plan: Type.Optional(Type.String({ maxLength: 20_000 })),
  rollbackPlan: Type.Optional(Type.String({ maxLength: 20_000 })),
  testPlan: Type.Optional(Type.String({ maxLength: 20_000 })),
  tasks: Type.Optional(
    Type.Array(
      Type.Object({
        title: Type.String({ minLength: 1, maxLength: 300 }),
        steps: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 50 })),
      }),
      { maxItems: 50 },
    ),
  ),
})
export type TemplateData = Static<typeof TemplateData>

/** `data` of a canned reply: its text by language, with variables like `{{requester.firstName}}`. */
export const CannedReplyData = Type.Object({
  texts: Words,
  categoryIds: Type.Optional(Ids),
  /** Who sees it; a team's replies are its own, no team means everybody. */
  teamId: Type.Optional(IdOrNone),
})
export type CannedReplyData = Static<typeof CannedReplyData>

/** `data` of a saved view: which tickets it shows, and how. Not shared: its owner's alone; without a team: everybody's. */
export const ViewData = Type.Object({
  query: Type.String({ maxLength: 1000 }),
  /** The view every desk has that the query narrows; without one, all tickets, open ones unless the query says more. */
  base: Type.Optional(Type.String({ maxLength: 24 })),
  shared: Type.Boolean(),
  teamId: Type.Optional(IdOrNone),
  ownerId: IdOrNone,
  columns: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40 })),
  sort: Type.Optional(
    Type.Object({ field: Type.String({ maxLength: 64 }), descending: Type.Optional(Type.Boolean()) }),
  ),
  group: Type.Optional(Type.String({ maxLength: 64 })),
})
export type ViewData = Static<typeof ViewData>

/** `data` of a brand. `colour` is `#rrggbb` or ''; `logo` the SHA-256 of an uploaded picture of type `logoType`. */
export const BrandData = Type.Object({
  colour: Type.Optional(Type.String({ maxLength: 7, pattern: '^(#[0-9a-fA-F]{6})?$' })),
  logo: Type.Optional(Type.String({ maxLength: 64, pattern: '^([0-9a-f]{64})?$' })),
  logoType: Type.Optional(Type.String({ maxLength: 127 })),
})
export type BrandData = Static<typeof BrandData>

/** `data` of an organisation: the mail domains of its people, and the language of its desk. */
export const OrganisationData = Type.Object({
  domains: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 200 })),
  language: Type.Optional(oneOf(LANGUAGES)),
})

/** `data` of a mailbox; how to reach it lies in the server's configuration, never in a document. */
export const MailboxData = Type.Object({
  address: Type.String({ maxLength: 320 }),
  teamId: IdOrNone,
  categoryId: IdOrNone,
  language: Type.String({ maxLength: 8 }),
  /** Whether the sender of a new ticket gets an acknowledgement; yes unless it says no. */
  acknowledge: Type.Optional(Type.Boolean()),
})
export type MailboxData = Static<typeof MailboxData>

/** The shape of `data` by kind. Kinds without a line keep what they are given until their part is built. */
export const SETTING_DATA: Readonly<Partial<Record<SettingKind, TSchema>>> = {
  organisation: OrganisationData,
  site: SiteData,
  location: LocationData,
  department: DepartmentData,
  team: TeamData,
  category: CategoryData,
  tag: TagData,
  mailbox: MailboxData,
  template: TemplateData,
  'canned-reply': CannedReplyData,
  view: ViewData,
  'custom-field': CustomFieldData,
  brand: BrandData,
}
