import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { aPerson, anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { settings } from './collection.ts'
import { customFields, customValue, fieldsOn, missingFields, type CustomField } from './custom-fields.ts'
import { fillTemplate, TEMPLATE_VARIABLES, templateValues, textIn } from './fill-template.ts'
import { changeSetting, createSetting, type SettingInput } from './rules.ts'
import type { CustomFieldData, Setting, ViewData } from './schema.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const boss = anActor('administrator', 'org:org-1', 'boss')
const mona = anActor('manager', 'org:org-1', 'mona')
const ann = anActor('agent', 'org:org-1', 'ann')

/** The new setting, or the reason why there is none. */
function creating(input: Partial<SettingInput>, actor: Actor): Setting | string {
  const whole = { kind: 'team', orgId: 'org-1', name: 'Network', ...input } as const
  const made = createSetting(whole, { actor, now: NOW }, () => 'setting-1')
  return made.ok ? newDoc(settings, made.value.docId, made.value.patch) : made.refusal.code
}

describe('a setting', () => {
  test('is written by administrators, words and templates by managers, views by their owner', () => {
    expect(creating({}, boss)).toMatchObject({ name: 'Network' })
    expect(creating({}, mona)).toBe('not-allowed')
    const reply: Partial<SettingInput> = { kind: 'canned-reply', data: { texts: { en: 'Hello' } } }
    expect(creating(reply, mona)).toMatchObject({ kind: 'canned-reply' })
    expect(creating(reply, ann)).toBe('not-allowed')
    const view = (data: Partial<ViewData>): Partial<SettingInput> => ({
      kind: 'view',
      data: { query: 'status:open', shared: false, ownerId: 'ann', ...data },
    })
    expect(creating(view({}), ann)).toMatchObject({ kind: 'view' })
    const anns = creating(view({}), ann) as Setting
    const taking = { data: { ...anns.data, ownerId: 'bob' } }
    const bob = { actor: anActor('agent', 'org:org-1', 'bob'), now: NOW }
    expect(changeSetting(anns, { name: 'Mine' }, bob)).toMatchObject({ ok: false })
    expect(changeSetting(anns, taking, bob)).toMatchObject({ ok: false })
    expect(changeSetting(anns, { name: 'Open ones' }, { actor: ann, now: NOW })).toMatchObject({ ok: true })
    expect(creating(view({ shared: true, teamId: 'team-1' }), ann)).toMatchObject({ kind: 'view' })
    expect(creating(view({ shared: true }), ann)).toBe('not-allowed')
    expect(creating(view({ shared: true, ownerId: 'mona' }), mona)).toMatchObject({ kind: 'view' })
    const opening = { data: { ...anns.data, shared: true } }
    expect(changeSetting(anns, opening, { actor: ann, now: NOW })).toMatchObject({ ok: false })
  })

  test('holds what its kind holds', () => {
    expect(creating({ name: '  ' }, boss)).toBe('name-empty')
    expect(creating({ kind: 'view', data: { query: 3 } }, boss)).toBe('invalid-value')
    expect(creating({ kind: 'custom-field', data: { type: 'choice' } }, boss)).toBe('options-missing')
    expect(creating({ kind: 'brand', data: { colour: 'red' } }, boss)).toBe('invalid-value')
  })
})

describe('a canned reply', () => {
  const values = templateValues({
    requester: aPerson({ name: 'Camille De Smet', emails: ['camille@brevent.example'] }),
    number: '#1042',
    title: 'Black screens',
    organisation: 'Brévent',
    site: '',
    today: '20/11/2026',
  })

  test('is filled in with the ticket it is used on', () => {
    const { text, missing } = fillTemplate(
      'Hello {{requester.firstName}}, {{ ticket.number }} is done.',
      values,
    )
    expect(text).toBe('Hello Camille, #1042 is done.')
    expect(missing).toEqual([])
  })

  test('has a value for every variable that is offered', () => {
    expect(Object.keys(values).toSorted()).toEqual([...TEMPLATE_VARIABLES].toSorted())
  })

  test('says what it could not fill in', () => {
    const { text, missing } = fillTemplate('At {{site.name}} or {{constructor}}?', values)
    expect(text).toBe('At {{site.name}} or {{constructor}}?')
    expect(missing).toEqual(['site.name', 'constructor'])
  })

  test('is written in the language of its reader where there is one', () => {
    expect(textIn({ en: 'Hello', fr: 'Bonjour' }, 'fr')).toBe('Bonjour')
    expect(textIn({ en: 'Hello' }, 'fr')).toBe('Hello')
    expect(textIn({ fr: 'Bonjour' }, 'en')).toBe('Bonjour')
  })
})

describe('a custom field', () => {
  const field = (id: string, data: CustomFieldData, position = 0): Setting =>
    newDoc(settings, id, { kind: 'custom-field', orgId: 'org-1', name: id, position, data })
  const contract = field('contract', { type: 'text', required: true, categoryIds: ['network'] }, 2)
  const floor = field('floor', { type: 'number', kinds: ['incident'] }, 1)
  const fields = customFields([contract, floor])
  const ticket = aTicket({ categoryId: 'network' })
  const names = (list: readonly CustomField[]) => list.map(({ setting }) => setting.id)

  test('is shown on the kinds and categories it is for, in order', () => {
    expect(names(fieldsOn(fields, ticket))).toEqual(['floor', 'contract'])
    expect(names(fieldsOn(fields, aTicket({ categoryId: 'printing' })))).toEqual(['floor'])
    expect(names(fieldsOn(fields, aTicket({ kind: 'change', categoryId: 'network' })))).toEqual(['contract'])
    expect(names(fieldsOn(fields, aTicket({ orgId: 'org-2', categoryId: 'network' })))).toEqual([])
  })

  test('that is required and empty is named', () => {
    expect(missingFields(fields, ticket, ({ name }) => name)).toEqual(['contract'])
    expect(missingFields(fields, { ...ticket, custom: { contract: 'C-17' } }, ({ name }) => name)).toEqual([])
  })

  test.each<[CustomFieldData, string | number | boolean, boolean]>([
    [{ type: 'number' }, 3, true],
    [{ type: 'number' }, 'three', false],
    [{ type: 'yes-no' }, false, true],
    [{ type: 'date' }, '2026-02-28', true],
    [{ type: 'date' }, '2026-02-30', false],
    [{ type: 'choice', options: [{ id: 'a', name: 'A' }] }, 'a', true],
    [{ type: 'choice', options: [{ id: 'a', name: 'A' }] }, 'b', false],
    [{ type: 'person' }, 'person-1', true],
  ])('of %j takes %j: %s', (data, given, isTaken) => {
    const [one] = customFields([field('one', data)])
    expect(one && customValue(one, given).ok).toBe(isTaken)
  })
})
