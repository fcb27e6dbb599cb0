import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const ASSET_KINDS = [
  'computer',
  'phone',
  'printer',
  'network-device',
  'software',
  'licence',
  'consumable',
  'accessory',
  'custom',
] as const

export const ASSET_STATES = [
  'ordered',
  'in-stock',
  'deployed',
  'in-repair',
  'lost',
  'retired',
  'disposed',
] as const

/** Something the organisation owns or runs. */
export const Asset = Type.Object(
  {
    ...envelope,
    kind: oneOf(ASSET_KINDS),
    tag: Line(40),
    name: Line(200),
    manufacturer: Line(120),
    model: Line(120),
    serial: Line(120),
    state: oneOf(ASSET_STATES),
    orgId: IdOrNone,
    siteId: IdOrNone,
    locationId: IdOrNone,
    holderId: IdOrNone,
    purchasedAt: Instant,
    warrantyEndsAt: Instant,
    note: LongText,
    createdAt: Instant,
  },
  { additionalProperties: false },
)
export type Asset = Static<typeof Asset>
