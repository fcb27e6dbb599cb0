import { assets } from '#shared/assets/collection.ts'
import type { Asset } from '#shared/assets/schema.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Chance } from './random.ts'
import { ORG_ID, SITES } from './organisation.ts'

const LAPTOPS: readonly (readonly [string, string])[] = [
  ['Dell', 'Latitude 5450'],
  ['Dell', 'Latitude 7440'],
  ['Lenovo', 'ThinkPad T14 Gen 4'],
  ['HP', 'EliteBook 840 G10'],
]
const DESKTOPS: readonly (readonly [string, string])[] = [
  ['Dell', 'OptiPlex 7010'],
  ['Lenovo', 'ThinkCentre M75q'],
]
const PRINTERS: readonly (readonly [string, string])[] = [
  ['Brother', 'HL-L6400DW'],
  ['Kyocera', 'ECOSYS P3155'],
  ['HP', 'LaserJet M507'],
]
const YEAR = 365 * 24 * 60

/** About two hundred computers and the printers of the three sites; most computers have a holder. */
export function demoAssets(chance: Chance, holders: readonly Person[], count: number, now: Instant): Asset[] {
  const computers = Array.from({ length: count }, (_, index) => computer(chance, holders[index], index, now))
  const printers = SITES.flatMap((site) =>
    Array.from({ length: 4 }, (_, index) => printer(chance, site, index, now)),
  )
  return [...computers, ...printers]
}

function computer(chance: Chance, holder: Person | undefined, index: number, now: Instant): Asset {
  const site = SITES.find((candidate) => candidate.id === holder?.siteId) ?? chance.pick(SITES)
  const portable = chance.happens(0.8)
  const [manufacturer, model] = chance.pick(portable ? LAPTOPS : DESKTOPS)
  const purchasedAt = addMinutes(now, -chance.below(4 * YEAR))
  return asset({
    id: `asset-${String(index + 1).padStart(4, '0')}`,
    kind: 'computer',
    tag: `BRV-${String(10_001 + index)}`,
    name: `${site.prefix}-${portable ? 'LT' : 'PC'}-${String(index + 1).padStart(3, '0')}`,
    manufacturer,
    model,
    serial: serial(chance),
    state: holder ? 'deployed' : chance.happens(0.8) ? 'deployed' : 'in-stock',
    siteId: site.id,
    holderId: holder?.id ?? '',
    purchasedAt,
    warrantyEndsAt: addMinutes(purchasedAt, 3 * YEAR),
    createdAt: purchasedAt,
  })
}

function printer(chance: Chance, site: (typeof SITES)[number], index: number, now: Instant): Asset {
  const [manufacturer, model] = chance.pick(PRINTERS)
  const purchasedAt = addMinutes(now, -chance.below(5 * YEAR))
  return asset({
    id: `asset-${site.prefix.toLowerCase()}-printer-${index + 1}`,
    kind: 'printer',
    tag: `BRV-P${site.prefix}${index + 1}`,
    name: `${site.prefix}-PRN-0${index + 1}`,
    manufacturer,
    model,
    serial: serial(chance),
    state: 'deployed',
    siteId: site.id,
    purchasedAt,
    warrantyEndsAt: addMinutes(purchasedAt, 3 * YEAR),
    createdAt: purchasedAt,
  })
}

function serial(chance: Chance): string {
  return Array.from({ length: 7 }, () => chance.pick([...'BCDFGHJKLMNPQRSTVWXZ0123456789'])).join('')
}

function asset(fields: Partial<Asset> & Pick<Asset, 'id' | 'name'>): Asset {
  return { ...(assets.defaults as Asset), rev: 1, deletedAt: '', orgId: ORG_ID, ...fields }
}
