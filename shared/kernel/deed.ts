import type { Actor } from './actor.ts'
import type { Instant } from './time.ts'

/** Who does something, and when. */
export interface Deed {
  readonly actor: Actor
  readonly now: Instant
}
