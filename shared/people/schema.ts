import Type, { type Static } from 'typebox'
import { RoleGrant } from '../kernel/actor.ts'
import { envelope, Line, oneOf } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'

export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

/** A requester or somebody of the desk. `emails[0]` is where mail goes; all lower case. */
export const Person = Type.Object(
  {
    ...envelope,
    name: Line(200),
    emails: Type.Array(Type.String({ maxLength: 320 }), { maxItems: 20 }),
    phone: Line(60),
    jobTitle: Line(120),
    language: oneOf(LANGUAGES),
    orgId: IdOrNone,
    siteId: IdOrNone,
    departmentId: IdOrNone,
    managerId: IdOrNone,
    vip: Type.Boolean(),
    active: Type.Boolean(),
    roles: Type.Array(RoleGrant, { maxItems: 50 }),
  },
  { additionalProperties: false },
)
export type Person = Static<typeof Person>
