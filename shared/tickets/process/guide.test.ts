import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { TICKET_KINDS, type Stage } from '../schema.ts'
import { stageRule, stagesOf, type Need } from './stages.ts'

const root = path.join(import.meta.dirname, '../../..')
const words = JSON.parse(readFileSync(path.join(root, 'shared/locales/en/tickets.json'), 'utf8')) as Record<
  'stage' | 'status' | 'kind' | 'field',
  Record<string, string>
>

const NEEDS: Readonly<Partial<Record<Need, string>>> = {
  window: 'planned start and end',
  approved: 'approval',
  settled: 'no open approval',
}

/** A line of the guide about a stage, as the tables of the program have it. */
function lineOf(kind: (typeof TICKET_KINDS)[number], stage: Stage): string {
  const rule = stageRule(kind, stage)
  const needs = (rule?.needs ?? []).map((need) => NEEDS[need] ?? (words.field[need] ?? need).toLowerCase())
  const owner = rule?.byOwner === true ? ['by its owner'] : []
  const cells = [
    words.kind[kind],
    words.stage[stage],
    words.status[rule?.status ?? 'new'],
    (rule?.to ?? []).map((to) => words.stage[to]).join(', '),
    [...needs, ...owner].join(', ') || '–',
  ]
  return `| ${cells.join(' | ')} |`
}

test('the guide tells every stage as it is: its status, where it leads, and what it takes', () => {
  const guide = readFileSync(path.join(root, 'docs/GUIDE.md'), 'utf8')
  const lines = TICKET_KINDS.flatMap((kind) => stagesOf(kind).map((stage) => lineOf(kind, stage)))
  expect(lines.filter((line) => !guide.includes(line))).toEqual([])
})
