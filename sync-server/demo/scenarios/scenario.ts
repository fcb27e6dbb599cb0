import type { Language } from '#shared/people/schema.ts'
import type { Level, TicketKind } from '#shared/tickets/schema.ts'

/** What was said in one language. `{pc}`, `{printer}`, `{site}`, `{name}` and `{agent}` are filled in. */
export interface Script {
  readonly title: string
  readonly opening: string
  readonly reply: string
  readonly answer: string
  readonly note: string
  readonly solution: string
}

/** A situation every IT department knows. */
export interface Scenario {
  readonly category: string
  readonly kind: TicketKind
  readonly impact: Level
  readonly urgency: Level
  readonly tags: readonly string[]
  readonly scripts: Readonly<Record<Language, Script>>
}
