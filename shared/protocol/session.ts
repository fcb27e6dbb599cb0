import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Person } from '../people/schema.ts'

const Email = Type.String({ minLength: 3, maxLength: 320 })
/** Long enough for any passphrase, short enough to hash. */
const Password = Type.String({ minLength: 1, maxLength: 1000 })

/** The longest time without contact a server can allow, in days, unless it allows any. */
export const MOST_OFFLINE_DAYS = 3650

/** Devices are named with UUIDs, in lower case: `server` and other names of the server's own are nobody's. */
const DeviceId = Type.String({
  maxLength: 36,
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
})

/** True for a name that a device can have. */
export function isDeviceId(id: string): boolean {
  return Value.Check(DeviceId, id)
}

/** Signing a person in on one installation of the console; `device.id` is the one it got before, if any. */
export const SignInRequest = Type.Object(
  {
    email: Email,
    password: Password,
    device: Type.Object(
      { id: Type.Optional(DeviceId), name: Type.String({ minLength: 1, maxLength: 120 }) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type SignInRequest = Static<typeof SignInRequest>

/** Who is signed in, on which device, and which buckets its replica holds. `token` only in answer to a sign-in. */
export const SessionAnswer = Type.Object(
  {
    token: Type.Optional(Type.String({ maxLength: 200 })),
    person: Person,
    deviceId: Id,
    scope: Type.Array(Type.String()),
    now: Instant,
    serverVersion: Type.String(),
    /** Days without contact after which the device locks until it reaches the server; 0 for never. */
    offlineDays: Type.Integer({ minimum: 0, maximum: MOST_OFFLINE_DAYS }),
    /** In answer to a sign-in: the device it named was revoked, and its copy must be removed before a new one begins. */
    replaces: Type.Optional(Type.Literal('revoked')),
  },
  { additionalProperties: false },
)
export type SessionAnswer = Static<typeof SessionAnswer>

/** What setting up an empty server takes; `code` is the one the server prints when it starts. */
export const FirstRunRequest = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 40 }),
    organisation: Type.String({ minLength: 1, maxLength: 200 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    email: Email,
    password: Password,
  },
  { additionalProperties: false },
)
export type FirstRunRequest = Static<typeof FirstRunRequest>

/** True as long as nobody can sign in yet. */
export const FirstRunAnswer = Type.Object({ needed: Type.Boolean() }, { additionalProperties: false })
export type FirstRunAnswer = Static<typeof FirstRunAnswer>

export const PasswordChange = Type.Object(
  { current: Password, next: Password },
  { additionalProperties: false },
)
export type PasswordChange = Static<typeof PasswordChange>

/** A password an administrator gives to somebody who has none, or lost it. */
export const PasswordReset = Type.Object({ password: Password }, { additionalProperties: false })
export type PasswordReset = Static<typeof PasswordReset>

/** An installation of the console as its owner and administrators see it. */
export const DeviceEntry = Type.Object(
  {
    id: Id,
    name: Type.String(),
    createdAt: Instant,
    seenAt: Instant,
    revokedAt: Instant,
    /** True for the device that asks. */
    current: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type DeviceEntry = Static<typeof DeviceEntry>

export const DeviceList = Type.Object({ devices: Type.Array(DeviceEntry) }, { additionalProperties: false })
export type DeviceList = Static<typeof DeviceList>

/** What anybody may know of a desk before signing in. */
export const DeskAnswer = Type.Object(
  { name: Type.String(), languages: Type.Array(Type.String()), serverVersion: Type.String() },
  { additionalProperties: false },
)
export type DeskAnswer = Static<typeof DeskAnswer>

/** How much of a file the server has: all of it, or the first `received` bytes. */
export const BlobAnswer = Type.Object(
  { received: Type.Integer({ minimum: 0 }), complete: Type.Boolean() },
  { additionalProperties: false },
)
export type BlobAnswer = Static<typeof BlobAnswer>
