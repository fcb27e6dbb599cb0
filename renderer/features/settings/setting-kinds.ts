import { SETTING_DATA, type Setting, type SettingKind } from '#shared/settings/schema.ts'
import { LANGUAGES } from '#shared/people/schema.ts'
import { CHANGE_TYPES, LEVELS, TICKET_KINDS } from '#shared/tickets/schema.ts'

/** Words of the closed choices, as keys before the value. */
type ChoiceWords =
  | 'tickets:kind'
  | 'tickets:level'
  | 'tickets:urgencyLevel'
  | 'tickets:changeType'
  | 'settings:customType'
  | 'people:language'

/** How one key of a setting's `data` is filled in. */
export type Control =
  | { readonly type: 'line' | 'text' | 'words' | 'yes-no' | 'colour' | 'time-zone' | 'query' }
  | { readonly type: 'texts' | 'options' | 'tasks' }
  | { readonly type: 'person' | 'staff' | 'members' }
  | { readonly type: 'setting' | 'settings'; readonly kind: SettingKind }
  | {
      readonly type: 'choice' | 'choices'
      readonly values: readonly string[]
      readonly words: ChoiceWords
    }

/** One field of the form. */
export interface FieldSpec {
  /** The key in `data`. */
  readonly key: string
  readonly control: Control
  /** Word of `settings:field`, the key itself by default. */
  readonly word?: string
  /** Set once, with the new setting: the server goes by it. */
  readonly isFixed?: boolean
  /** What an absent value of a yes-no means. */
  readonly isOnByDefault?: boolean
  /** Whether it is asked for, by what else is filled in. */
  readonly when?: (data: Setting['data']) => boolean
}

export const KIND_GROUPS = ['organisation', 'tickets', 'answers', 'channels'] as const

/** What the screen of one kind needs to know; a new kind is one more row. */
export interface KindSpec {
  readonly kind: SettingKind
  readonly group: (typeof KIND_GROUPS)[number]
  readonly fields: readonly FieldSpec[]
  /** The key of `data` that stands in the list beside the name. */
  readonly summary?: string
  /** Its name is the same in every language. */
  readonly isOneName?: boolean
  /** Kinds its `parentId` may be of; its own kind makes a tree, another is a heading in the list. */
  readonly parents?: readonly SettingKind[]
  /** Only one is in use, and it stays. `as-is`: it is not made here either. */
  readonly single?: 'one' | 'as-is'
  /** What a new one begins with; `personId` is whose it is. */
  readonly begin?: (personId: string) => Setting['data']
  /** Whether it is of the desk's set-up; somebody's own things are not. */
  readonly isShown?: (setting: Setting) => boolean
  /** The part of a ticket filter that finds its tickets. */
  readonly filter?: 'site' | 'team' | 'category'
}

const kinds: Control = { type: 'choices', values: TICKET_KINDS, words: 'tickets:kind' }
const categories: Control = { type: 'settings', kind: 'category' }
const category: Control = { type: 'setting', kind: 'category' }
const team: Control = { type: 'setting', kind: 'team' }
const language: Control = { type: 'choice', values: LANGUAGES, words: 'people:language' }
const isChange = ({ kind }: Setting['data']) => kind === 'change' || kind === 'release'

/** An asset is not offered: tickets link their assets in a group of their own. */
const FIELD_TYPES = ['text', 'number', 'date', 'choice', 'yes-no', 'person'] as const

const TEMPLATE_FIELDS: readonly FieldSpec[] = [
  { key: 'kind', control: { type: 'choice', values: TICKET_KINDS, words: 'tickets:kind' } },
  { key: 'title', control: { type: 'line' } },
  { key: 'description', control: { type: 'text' } },
  { key: 'categoryId', control: category },
  { key: 'teamId', control: team },
  { key: 'impact', control: { type: 'choice', values: LEVELS, words: 'tickets:level' } },
  { key: 'urgency', control: { type: 'choice', values: LEVELS, words: 'tickets:urgencyLevel' } },
  { key: 'tags', control: { type: 'words' } },
  {
    key: 'changeType',
    control: { type: 'choice', values: CHANGE_TYPES, words: 'tickets:changeType' },
    when: ({ kind }) => kind === 'change',
  },
  { key: 'plan', control: { type: 'text' }, when: isChange },
  { key: 'rollbackPlan', control: { type: 'text' }, when: isChange },
  { key: 'testPlan', control: { type: 'text' }, when: isChange },
  { key: 'tasks', control: { type: 'tasks' } },
]

/** Every kind the console sets up, in the order of the menu. */
export const KINDS: readonly KindSpec[] = [
  {
    kind: 'organisation',
    group: 'organisation',
    single: 'as-is',
    fields: [
      { key: 'domains', control: { type: 'words' } },
      { key: 'language', control: language },
    ],
  },
  {
    kind: 'site',
    group: 'organisation',
    summary: 'timeZone',
    filter: 'site',
    fields: [
      { key: 'address', control: { type: 'text' } },
      { key: 'country', control: { type: 'line' } },
      { key: 'timeZone', control: { type: 'time-zone' } },
    ],
  },
  {
    kind: 'location',
    group: 'organisation',
    parents: ['site', 'location'],
    summary: 'note',
    fields: [{ key: 'note', control: { type: 'text' } }],
  },
  {
    kind: 'department',
    group: 'organisation',
    summary: 'managerId',
    fields: [{ key: 'managerId', control: { type: 'person' } }],
  },
  {
    kind: 'team',
    group: 'organisation',
    summary: 'memberIds',
    filter: 'team',
    fields: [
      { key: 'memberIds', control: { type: 'staff' } },
      { key: 'leadId', control: { type: 'members' } },
    ],
  },
  {
    kind: 'category',
    group: 'tickets',
    parents: ['category'],
    summary: 'teamId',
    filter: 'category',
    fields: [
      { key: 'teamId', control: team, word: 'firstTeam' },
      { key: 'kinds', control: kinds },
    ],
  },
  {
    kind: 'tag',
    group: 'tickets',
    isOneName: true,
    summary: 'colour',
    fields: [{ key: 'colour', control: { type: 'colour' } }],
  },
  {
    kind: 'custom-field',
    group: 'tickets',
    summary: 'type',
    begin: () => ({ type: 'text' }),
    fields: [
      { key: 'type', control: { type: 'choice', values: FIELD_TYPES, words: 'settings:customType' } },
      { key: 'options', control: { type: 'options' }, when: ({ type }) => type === 'choice' },
      { key: 'required', control: { type: 'yes-no' } },
      { key: 'kinds', control: kinds },
      { key: 'categoryIds', control: categories },
      { key: 'hint', control: { type: 'line' } },
    ],
  },
  { kind: 'template', group: 'answers', summary: 'kind', fields: TEMPLATE_FIELDS },
  {
    kind: 'canned-reply',
    group: 'answers',
    summary: 'categoryIds',
    begin: () => ({ texts: {} }),
    fields: [
      { key: 'texts', control: { type: 'texts' } },
      { key: 'categoryIds', control: categories },
      { key: 'teamId', control: team, word: 'onlyTeam' },
    ],
  },
  {
    kind: 'view',
    group: 'answers',
    summary: 'query',
    begin: (ownerId) => ({ query: '', shared: true, ownerId }),
    isShown: ({ data }) => data['shared'] === true,
    fields: [
      { key: 'query', control: { type: 'query' } },
      { key: 'teamId', control: team, word: 'onlyTeam' },
    ],
  },
  {
    kind: 'mailbox',
    group: 'channels',
    summary: 'address',
    begin: () => ({ address: '', teamId: '', categoryId: '', language: 'en' }),
    fields: [
      { key: 'address', control: { type: 'line' }, isFixed: true },
      { key: 'teamId', control: team, word: 'firstTeam' },
      { key: 'categoryId', control: category },
      { key: 'language', control: language, word: 'mailLanguage' },
      { key: 'acknowledge', control: { type: 'yes-no' }, isOnByDefault: true },
    ],
  },
  {
    kind: 'brand',
    group: 'channels',
    single: 'one',
    fields: [{ key: 'colour', control: { type: 'colour' } }],
  },
]

/** The row of a kind; undefined where the console has no screen for it. */
export function kindSpec(kind: string): KindSpec | undefined {
  return KINDS.find((each) => each.kind === kind)
}

/** A key of `data` as its schema describes it. */
interface KeySchema {
  readonly maxLength?: number
}

interface DataSchema {
  readonly properties: Readonly<Record<string, KeySchema>>
  readonly required?: readonly string[]
}

/** The schema of a kind's `data`, by key. */
export function dataSchema(kind: SettingKind): DataSchema {
  return (SETTING_DATA[kind] ?? { properties: {} }) as unknown as DataSchema
}
