import { describe, expect, test } from 'vitest'
import { COLUMNS, FIRST_COLUMNS, fittingColumns, readColumns } from './list-columns.ts'

describe('the columns of a list', () => {
  test('all that were chosen stand where there is room', () => {
    const { columns, template } = fittingColumns(FIRST_COLUMNS, 1600)
    expect(columns).toEqual(FIRST_COLUMNS)
    expect(template.split(' ')).toHaveLength(FIRST_COLUMNS.length + 2)
  })

  test('the title keeps its room: the least needed go first', () => {
    expect(fittingColumns(FIRST_COLUMNS, 1090).columns).not.toContain('siteId')
    expect(fittingColumns(FIRST_COLUMNS, 1090).columns).toContain('requesterId')
    expect(fittingColumns(FIRST_COLUMNS, 420).columns).toEqual(['number', 'title', 'status'])
  })

  test('number and title stay whatever was chosen', () => {
    expect(fittingColumns(['status'], 2000).columns).toEqual(['number', 'title', 'status'])
  })

  test('columns stand in one order, however they were kept', () => {
    expect(readColumns(['updatedAt', 'number', 'gone-in-this-version'])).toEqual(['number', 'updatedAt'])
    expect(readColumns('nonsense')).toEqual(FIRST_COLUMNS)
    expect(fittingColumns(COLUMNS, 4000).columns).toEqual(COLUMNS)
  })
})
