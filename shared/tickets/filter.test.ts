import { describe, expect, test } from 'vitest'
import { fitsFilter, type Filterable } from './filter.ts'

const ticket: Filterable = {
  status: 'open',
  priority: 'urgent',
  assigneeId: 'agent-3',
  teamId: 'team-field',
  siteId: 'site-lyon',
  categoryId: 'category-printing',
  requester: 'Hélène Moreau helene.moreau@brevent.example',
}

describe('a ticket', () => {
  test('fits an empty filter and every part it has', () => {
    expect(fitsFilter(ticket, {}, 'agent-3')).toBe(true)
    expect(fitsFilter(ticket, { status: ['new', 'open'], priority: ['urgent'] }, 'agent-3')).toBe(true)
    expect(fitsFilter(ticket, { team: 'team-field', site: 'site-lyon' }, 'agent-3')).toBe(true)
  })

  test('does not fit as soon as one part is another', () => {
    expect(fitsFilter(ticket, { status: ['open'], site: 'site-nantes' }, 'agent-3')).toBe(false)
    expect(fitsFilter(ticket, { category: 'category-network' }, 'agent-3')).toBe(false)
    expect(fitsFilter(ticket, { priority: ['low'] }, 'agent-3')).toBe(false)
  })

  test('is mine, somebody else’s or nobody’s', () => {
    expect(fitsFilter(ticket, { assignee: 'me' }, 'agent-3')).toBe(true)
    expect(fitsFilter(ticket, { assignee: 'me' }, 'agent-4')).toBe(false)
    expect(fitsFilter(ticket, { assignee: 'none' }, 'agent-3')).toBe(false)
    expect(fitsFilter({ ...ticket, assigneeId: '' }, { assignee: 'none' }, 'agent-3')).toBe(true)
  })

  test('is found by its requester, accents or not', () => {
    expect(fitsFilter(ticket, { requester: 'moreau helene' }, 'agent-3')).toBe(true)
    expect(fitsFilter(ticket, { requester: 'durand' }, 'agent-3')).toBe(false)
  })
})
