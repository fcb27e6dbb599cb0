import Type, { type Static } from 'typebox'
import { envelope, Line, oneOf } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** An on-site audit: the session, or one scan of a label in it. */
export const Stocktake = Type.Object(
  {
    ...envelope,
    kind: oneOf(['session', 'scan']),
    sessionId: IdOrNone,
    orgId: IdOrNone,
    siteId: IdOrNone,
    locationId: IdOrNone,
    title: Line(200),
    state: oneOf(['open', 'closed']),
    /** What the scanner read. */
    code: Line(200),
    assetId: IdOrNone,
    by: IdOrNone,
    at: Instant,
  },
  { additionalProperties: false },
)
export type Stocktake = Static<typeof Stocktake>
