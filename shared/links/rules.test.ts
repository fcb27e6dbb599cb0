import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { anActor } from '../people/builders.ts'
import { aTicket } from '../tickets/builders.ts'
import { links } from './collection.ts'
import { linkChoices } from './ends.ts'
import { createLink, relationsOf, removeLink, type End } from './rules.ts'
import type { Link } from './schema.ts'
import { newDoc } from '../policy/check-write.ts'

const deed: Deed = { actor: anActor(), now: '2026-11-20T09:00:00.000Z' }
const printer: End = { collection: 'tickets', doc: aTicket({ id: 'printer' }) }
const switches: End = { collection: 'tickets', doc: aTicket({ id: 'switch', kind: 'problem' }) }
let count = 0
const newId = () => `link-${count++}`

/** The link a person makes, or the reason why they cannot. */
function linking(
  here: End,
  kind: Link['kind'],
  isForward: boolean,
  there: End,
  existing: readonly Link[] = [],
) {
  const made = createLink(here, { kind, isForward }, there, existing, deed, newId)
  return made.ok ? newDoc(links, made.value.docId, made.value.patch) : made.refusal.code
}

describe('a link', () => {
  test('is read from both of its ends', () => {
    const link = linking(printer, 'caused-by', true, switches) as Link
    expect(relationsOf([link], 'printer')).toMatchObject([
      { kind: 'caused-by', isForward: true, id: 'switch' },
    ])
    expect(relationsOf([link], 'switch')).toMatchObject([
      { kind: 'caused-by', isForward: false, id: 'printer' },
    ])
  })

  test('that is chosen backwards is the same link', () => {
    const link = linking(switches, 'caused-by', false, printer) as Link
    expect(link).toMatchObject({ fromId: 'printer', toId: 'switch' })
  })

  test('is made once, not the other way round, and not to itself', () => {
    const blocks = linking(printer, 'blocks', true, switches) as Link
    expect(linking(printer, 'blocks', true, switches, [blocks])).toBe('link-exists')
    expect(linking(switches, 'blocks', true, printer, [blocks])).toBe('link-circular')
    const related = linking(printer, 'related', true, switches) as Link
    expect(linking(switches, 'related', true, printer, [related])).toBe('link-exists')
    expect(linking(printer, 'related', true, printer)).toBe('link-to-itself')
  })

  test('joins only what its kind joins', () => {
    const article: End = { collection: 'articles', doc: { id: 'article', rev: 1, deletedAt: '' } }
    expect(linking(printer, 'runs-on', true, switches)).toBe('link-not-possible')
    expect(linking(printer, 'explained-by', true, article)).toMatchObject({ toCollection: 'articles' })
    expect(linkChoices('tickets', 'articles')).toContainEqual({ kind: 'explained-by', isForward: true })
    expect(linkChoices('tickets', 'assets').map(({ kind }) => kind)).toEqual(['related', 'concerns'])
  })

  test('that two people made apart is one relation, and goes with all of them', () => {
    const two = [
      linking(printer, 'related', true, switches),
      linking(switches, 'related', true, printer),
    ] as Link[]
    const [relation, ...others] = relationsOf(two, 'printer')
    expect(others).toEqual([])
    const gone = relation?.links.map((link) => {
      const from = link.fromId === 'printer' ? printer : switches
      const removed = removeLink(link, from, deed)
      return removed.ok ? { ...link, deletedAt: String(removed.value.deletedAt) } : link
    })
    expect(relationsOf(gone ?? [], 'printer')).toEqual([])
  })
})
