import { expect, test } from 'vitest'
import { isStoreFault } from './store-fault.ts'

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more)

test('a database that is gone, full or busy is at fault', () => {
  const faults = [
    failure('terminating connection', { code: '57P01' }),
    failure('disk full', { code: '53100' }),
    failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    failure('Connection terminated unexpectedly'),
    failure('timeout exceeded when trying to connect'),
    failure('database or disk is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 }),
    failure('disk I/O error', { code: 'ERR_SQLITE_ERROR', errcode: 10 | (1 << 8) }),
    failure('database is not open', { code: 'ERR_INVALID_STATE' }),
  ]
  for (const fault of faults) expect(isStoreFault(fault), fault.message).toBe(true)
})

test('a statement that can never succeed, and a bug, are not the fault of the database', () => {
  const bugs = [
    failure('value too long', { code: '22001' }),
    failure('violates unique constraint', { code: '23505' }),
    failure('constraint failed', { code: 'ERR_SQLITE_ERROR', errcode: 19 }),
    new TypeError("Cannot read properties of undefined (reading 'x')"),
    'thrown text',
  ]
  for (const bug of bugs) expect(isStoreFault(bug), String(bug)).toBe(false)
})
