import { expect, test } from 'vitest'
import { items } from '#shared/items/collection.ts'
import type { Item } from '#shared/items/schema.ts'
import { taskList } from './task-list.ts'

const anItem = (id: string, part: Partial<Item>): Item => ({
  ...(items.defaults as Item),
  id,
  rev: 1,
  deletedAt: '',
  ticketId: 't1',
  title: id,
  ...part,
})

test('what is to do stands apart from what is done, each in its order, with its steps', () => {
  const list = taskList([
    anItem('later', { position: 'k' }),
    anItem('first', { position: 'V' }),
    anItem('over', { position: 'A', state: 'done' }),
    anItem('left out', { position: 'B', state: 'skipped' }),
    anItem('gone', { position: 'C', deletedAt: '2026-11-20T08:00:00.000Z' }),
    anItem('second step', { kind: 'step', parentId: 'first', position: 'k' }),
    anItem('first step', { kind: 'step', parentId: 'first', position: 'V', state: 'done' }),
  ])
  expect(list.open.map(({ task }) => task.id)).toEqual(['first', 'later'])
  expect(list.done.map(({ task }) => task.id)).toEqual(['over', 'left out'])
  expect(list.open[0]?.steps.map(({ id }) => id)).toEqual(['first step', 'second step'])
  expect(list.open[0]?.stepProgress).toEqual({ done: 1, total: 2 })
  expect(list.progress).toEqual({ done: 1, total: 3 })
})
