import Type, { type Static } from 'typebox'
import { envelope, Line, oneOf } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'

export const SETTING_KINDS = [
  'organisation',
  'site',
  'location',
  'department',
  'team',
  'category',
  'mailbox',
  'sla',
  'calendar',
  'catalogue-item',
  'form',
  'template',
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

/** `data` of a saved view: which tickets it shows. */
export const ViewData = Type.Object({
  query: Type.String({ maxLength: 1000 }),
  shared: Type.Boolean(),
  ownerId: IdOrNone,
})
export type ViewData = Static<typeof ViewData>

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
