import { describe, expect, test } from 'vitest'
import { settings } from '#shared/settings/collection.ts'
import { SETTING_DATA, type Setting } from '#shared/settings/schema.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import { bothNames, draftPatch, kept, wrongKeys } from './setting-draft.ts'
import { dataSchema, KINDS, kindSpec, type KindSpec } from './setting-kinds.ts'
import { flatTree, movedPositions, settingBranches, settingTree, withAllBelow } from './setting-tree.ts'

const aSetting = (id: string, fields: Partial<Setting> = {}): Setting => ({
  ...newDoc(settings, id, {}),
  name: id,
  ...fields,
})

/** Keys no form asks for: the list of tickets and the portal have their own ways to them. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  view: ['shared', 'ownerId', 'base', 'columns', 'sort', 'group'],
  brand: ['logo', 'logoType'],
  template: ['custom'],
}

describe('the table of kinds', () => {
  test('has a screen for every kind whose data is known', () => {
    expect(KINDS.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(SETTING_DATA).toSorted())
  })

  test.each(KINDS.map((spec) => [spec.kind, spec] as const))(
    'asks for everything a %s holds',
    (kind, spec) => {
      const asked = [...spec.fields.map(({ key }) => key), ...(ELSEWHERE[kind] ?? [])]
      expect(asked.toSorted()).toEqual(Object.keys(dataSchema(kind).properties).toSorted())
    },
  )

  test.each(KINDS.map((spec) => [spec.kind, spec] as const))(
    'begins a %s with what its schema takes',
    (_kind, spec) => {
      expect(wrongKeys(spec, spec.begin?.('boss') ?? {})).toEqual([])
    },
  )
})

describe('a draft', () => {
  const printing = aSetting('c1', { name: 'Printing', names: { fr: 'Impression' } })
  const spec = kindSpec('category') as KindSpec

  test('changes the name in one language and leaves the other', () => {
    expect(bothNames(printing)).toEqual({ en: 'Printing', fr: 'Impression' })
    expect(draftPatch(printing, { en: 'Printers' })).toEqual({ name: 'Printers' })
    expect(draftPatch(printing, { fr: 'Imprimantes' })).toEqual({ names: { fr: 'Imprimantes' } })
    expect(draftPatch(printing, { fr: '' })).toEqual({ names: {} })
  })

  test('names both languages by the one that is given', () => {
    expect(draftPatch(aSetting('new', { name: '' }), { fr: 'Réseau' })).toEqual({
      name: 'Réseau',
      names: { fr: 'Réseau' },
    })
  })

  test('that says what stands there changes nothing', () => {
    expect(draftPatch(printing, { en: 'Printing ', data: {}, parentId: '' })).toEqual({})
  })

  test('leaves out what was emptied', () => {
    const withTeam = { ...printing, data: { teamId: 'team-1' } }
    expect(draftPatch(withTeam, { data: { teamId: kept(spec, 'teamId', '') } })).toEqual({ data: {} })
    expect(kept(kindSpec('view') as KindSpec, 'query', '')).toBe('')
  })

  test('says which of its values the kind does not take', () => {
    expect(wrongKeys(kindSpec('brand') as KindSpec, { colour: 'red' })).toEqual(['colour'])
    expect(wrongKeys(spec, { teamId: '' })).toEqual([])
  })
})

describe('the tree', () => {
  const lyon = aSetting('lyon', { kind: 'site' })
  const floor = aSetting('floor', { parentId: 'lyon', position: 2 })
  const yard = aSetting('yard', { parentId: 'lyon', position: 1 })
  const room = aSetting('room', { parentId: 'floor' })
  const lost = aSetting('lost', { parentId: 'gone' })
  const all = [floor, yard, room, lost]
  const ids = (tree: ReturnType<typeof settingTree>) =>
    flatTree(tree).map(({ setting, depth }) => '-'.repeat(depth) + setting.id)

  test('lies under its headings, and what has none stands first', () => {
    const branches = settingBranches(all, [lyon])
    expect(branches.map(({ heading }) => heading?.id)).toEqual([undefined, 'lyon'])
    expect(branches.map(({ nodes }) => ids(nodes))).toEqual([['lost'], ['yard', 'floor', '-room']])
  })

  test('shows a circle that two devices made', () => {
    const one = aSetting('one', { parentId: 'two' })
    const two = aSetting('two', { parentId: 'one' })
    expect(ids(settingTree([one, two]))).toEqual(['one', 'two'])
    expect([...withAllBelow([one, two], 'one')].toSorted()).toEqual(['one', 'two'])
  })

  test('cannot be hung below itself', () => {
    expect([...withAllBelow(all, 'floor')].toSorted()).toEqual(['floor', 'room'])
  })
})

describe('an order', () => {
  const at = (...positions: number[]) =>
    positions.map((position, index) => aSetting(`s${index}`, { position }))
  const written = (siblings: readonly Setting[], id: string, to: number) =>
    movedPositions(siblings, id, to).map(({ setting, position }) => [setting.id, position])

  test('writes the moved one alone where there is room', () => {
    expect(written(at(0, 1, 2), 's0', 2)).toEqual([['s0', 3]])
    expect(written(at(0, 10, 20), 's2', 1)).toEqual([['s2', 1]])
  })

  test('makes room where there is none', () => {
    expect(written(at(0, 0, 0), 's2', 0)).toEqual([
      ['s0', 1],
      ['s1', 2],
    ])
    expect(written(at(0, 1, 2), 's2', 0)).toEqual([
      ['s2', 0],
      ['s0', 1],
      ['s1', 2],
    ])
  })
})
