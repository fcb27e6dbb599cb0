import { expect, test } from 'vitest'
import { readTimeDraft } from './time-draft.ts'

test('what was typed into a form of spent time is read back; anything else is as nothing', () => {
  expect(readTimeDraft(JSON.stringify({ note: 'On site', billable: true }))).toEqual({
    note: 'On site',
    billable: true,
  })
  expect(readTimeDraft('')).toEqual({})
  expect(readTimeDraft('{"note":7}')).toEqual({})
  expect(readTimeDraft('{"note":')).toEqual({})
})
