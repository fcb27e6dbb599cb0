import { ACTS, type ActName } from './acts.ts'
import { STAFF } from './desk.ts'
import type { Link } from './network.ts'
import type { Death } from './process-store.ts'
import { seededRandom, type Random } from './random.ts'

/** One thing that happens, `wait` milliseconds after the one before. `seed` decides its details. */
export type Step = { readonly wait: number; readonly seed: number } & Event

/** Everything that can happen. `device` is an index into the plan's devices, `process` one of the server's two. */
export type Event =
  | { readonly kind: 'act'; readonly device: number; readonly act: ActName }
  | { readonly kind: 'orphan'; readonly device: number }
  | { readonly kind: 'poison'; readonly device: number; readonly how: 'wire' | 'server' }
  | { readonly kind: 'link'; readonly device: number; readonly link: Partial<Link> }
  | { readonly kind: 'crash'; readonly device: number; readonly after: number; readonly pause: number }
  | { readonly kind: 'stop'; readonly device: number; readonly pause: number }
  | { readonly kind: 'clock'; readonly device: number; readonly by: number }
  | { readonly kind: 'server-death'; readonly process: number; readonly death: Death; readonly pause: number }
  | { readonly kind: 'roles'; readonly person: string; readonly choice: number }
  | { readonly kind: 'move'; readonly ticket: number }
  | { readonly kind: 'revoke'; readonly device: number }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore'; readonly pause: number }
  | { readonly kind: 'mail'; readonly isNew: boolean }
  | { readonly kind: 'newer-field' }
  | { readonly kind: 'damage'; readonly device: number; readonly how: Damage; readonly pause: number }
  | { readonly kind: 'leap'; readonly by: number }
  | { readonly kind: 'months'; readonly by: number }
  | { readonly kind: 'older'; readonly device: number }
  | { readonly kind: 'server-clock'; readonly process: number; readonly by: number }
  | { readonly kind: 'server-halt'; readonly process: number; readonly pause: number }
  | { readonly kind: 'server-upgrade'; readonly process: number; readonly pause: number }
  | { readonly kind: 'upgrade'; readonly device: number; readonly pause: number }

/** What happens to a document on a device behind the program's back: it is lost, it is an earlier one, it is too many. */
export type Damage = 'lost' | 'earlier' | 'stray'

/** A whole simulation. Leaving steps or devices out gives another valid one. */
export interface Plan {
  readonly seed: number
  /** Whose devices they are. */
  readonly devices: readonly string[]
  readonly pageSize: number
  /** True: documents lie in RxDB on IndexedDB. */
  readonly rxdb: boolean
  readonly steps: readonly Step[]
}

/** How often each thing happens among the steps of a plan. */
const WEIGHTS = {
  act: 62,
  link: 9,
  crash: 6,
  stop: 2,
  clock: 3,
  'server-death': 6,
  mail: 5,
  roles: 2.5,
  move: 1.5,
  poison: 1.5,
  orphan: 1.5,
  'newer-field': 1,
  revoke: 0.4,
  backup: 2.5,
  restore: 1.6,
  damage: 1.3,
  leap: 1.3,
  months: 1.4,
  older: 1,
  'server-clock': 0.8,
  'server-halt': 1.5,
  'server-upgrade': 1.2,
  upgrade: 0.8,
} as const

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

/** The plan of a seed. */
export function planOf(seed: number, rxdb: boolean): Plan {
  const random = seededRandom(seed)
  const devices = rosterOf(random, rxdb ? 2 : 2 + random.below(3))
  const count = 10 + random.below(34)
  const steps = Array.from({ length: count }, () => stepOf(random, devices))
  return { seed, devices, pageSize: random.pick([3, 7, 20, 500]), rxdb, steps }
}

/** People, some of them with two devices. */
function rosterOf(random: Random, count: number): string[] {
  const people = STAFF.map(({ id }) => id)
  const first = random.pick(people)
  const others = Array.from({ length: count - 1 }, () => (random.chance(0.25) ? first : random.pick(people)))
  return [first, ...others]
}

function stepOf(random: Random, devices: readonly string[]): Step {
  const wait = random.chance(0.45) ? random.below(30) : random.below(random.pick([300, 3000, 20_000]))
  return {
    wait,
    seed: Math.floor(random() * 2 ** 31),
    ...eventOf(weighted(WEIGHTS, random), random, devices),
  }
}

function eventOf(kind: Event['kind'], random: Random, devices: readonly string[]): Event {
  const device = random.below(devices.length)
  const pause = random.pick([10, 500, 5000, 40_000])
  switch (kind) {
    case 'act':
      return { kind, device, act: weighted(ACTS, random) }
    case 'poison':
      return { kind, device, how: random.pick(['wire', 'server']) }
    case 'link':
      return { kind, device, link: linkOf(random) }
    case 'crash':
      return {
        kind,
        device,
        after: random.pick([0, 10, 40, 150, 600].map((most) => random.below(most + 1))),
        pause,
      }
    case 'stop':
      return { kind, device, pause }
    case 'clock':
      return { kind, device, by: random.pick([-1, 1]) * random.pick([MINUTE, HOUR, 400 * DAY]) }
    case 'server-death':
      return { kind, process: random.below(2), death: deathOf(random), pause }
    case 'roles':
      return { kind, person: random.pick(devices), choice: random.below(4) }
    case 'restore':
      return { kind, pause }
    case 'revoke':
    case 'orphan':
      return { kind, device }
    case 'mail':
      return { kind, isNew: random.chance(0.3) }
    case 'move':
      return { kind, ticket: random.below(1000) }
    case 'damage':
      return { kind, device, how: random.pick<Damage>(['lost', 'earlier', 'stray']), pause }
    case 'upgrade':
      return { kind, device, pause }
    case 'older':
      return { kind, device }
    default:
      return rareEventOf(kind, random, pause)
  }
}

/** What happens to the server and to time itself. */
function rareEventOf(kind: RareKind, random: Random, pause: number): Event {
  const process = random.below(2)
  switch (kind) {
    case 'leap':
      return { kind, by: random.pick([2 * HOUR, 26 * HOUR, 8 * DAY]) }
    case 'months':
      return { kind, by: random.pick([1, 7, 14]) }
    case 'server-clock':
      return { kind, process, by: random.pick([-1, 1]) * random.pick([1000, MINUTE, HOUR]) }
    case 'server-halt':
      return { kind, process, pause: random.pick([500, 5000, 25_000]) }
    case 'server-upgrade':
      return { kind, process, pause }
    case 'backup':
    case 'newer-field':
      return { kind }
    default:
      return kind satisfies never
  }
}

type RareKind =
  | 'leap'
  | 'months'
  | 'server-clock'
  | 'server-halt'
  | 'server-upgrade'
  | 'backup'
  | 'newer-field'

function linkOf(random: Random): Partial<Link> {
  return random.pick<Partial<Link>>([
    { up: false, down: false },
    { up: false },
    { down: false },
    { loss: 0.3, doubling: 0.3 },
    { delay: 3000, doubling: 0.2 },
    { up: true, down: true },
    { up: true, down: true, loss: 0, doubling: 0, delay: 40 },
  ])
}

function deathOf(random: Random): Death {
  return random.pick<Death>([
    { kind: 'now' },
    { kind: 'in-transaction', after: 1 + random.below(40) },
    { kind: 'anywhere', after: 1 + random.below(80) },
    { kind: 'after-commit' },
  ])
}

function weighted<K extends string>(weights: Readonly<Record<K, number>>, random: Random): K {
  const entries = Object.entries(weights) as [K, number][]
  let at = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    at -= weight
    if (at < 0) return name
  }
  return entries[0]?.[0] as K
}
