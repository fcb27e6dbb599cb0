import { describe, expect, test } from 'vitest'
import { aTicket } from '../tickets/builders.ts'
import { applyPatch } from './patch.ts'
import { inversePatch } from './undo.ts'

const before = aTicket({ title: 'Printer jams', priority: 'low', tags: ['lyon'] })

describe('taking a change back', () => {
  test('gives the fields what they held before', () => {
    const patch = { priority: 'high', tags: { $add: ['printer', 'lyon'], $remove: ['nantes'] } }
    const after = applyPatch(before, patch)
    expect(inversePatch(patch, before, after)).toEqual({ priority: 'low', tags: { $remove: ['printer'] } })
    expect(applyPatch(after, inversePatch(patch, before, after))).toEqual(before)
  })

  test('leaves alone what somebody else has changed since', () => {
    const patch = { priority: 'high', title: 'Printer on fire' }
    const since = applyPatch(before, { priority: 'urgent', title: 'Printer on fire' })
    expect(inversePatch(patch, before, since)).toEqual({ title: 'Printer jams' })
  })

  test('has nothing to do where nothing changed', () => {
    expect(inversePatch({ priority: 'low', tags: { $add: ['lyon'] } }, before, before)).toEqual({})
  })
})
