import { describe, expect, test } from 'vitest'
import { anActor, aPerson } from '#shared/people/builders.ts'
import { EMPTY_FORM, formOf, preparePerson, prepareTicket } from './new-ticket.ts'

describe('a new ticket', () => {
  const form = {
    ...EMPTY_FORM,
    requesterId: 'person-1',
    title: ' Printer on fire ',
    impact: 'high' as const,
    urgency: 'high' as const,
  }

  test('takes its priority from impact and urgency, and its place from the requester', () => {
    const prepared = prepareTicket(form, 'org-1', aPerson({ departmentId: 'department-hr' }), anActor())
    expect(prepared.ok && prepared.value.writes).toHaveLength(1)
    expect(prepared.ok && prepared.value.writes[0]?.patch).toMatchObject({
      title: 'Printer on fire',
      priority: 'urgent',
      orgId: 'org-1',
      departmentId: 'department-hr',
      label: prepared.ok && prepared.value.label,
    })
  })

  test('keeps its description as a public note in the agent’s name', () => {
    const prepared = prepareTicket({ ...form, description: 'Flames.' }, 'org-1', aPerson(), anActor())
    expect(prepared.ok && prepared.value.writes[1]?.patch).toMatchObject({
      kind: 'note',
      visibility: 'public',
      text: 'Flames.',
      authorId: 'agent-1',
    })
  })

  test('needs a requester and a title', () => {
    const code = (result: ReturnType<typeof prepareTicket>) => !result.ok && result.refusal.code
    expect(code(prepareTicket(form, 'org-1', undefined, anActor()))).toBe('requester-missing')
    expect(code(prepareTicket({ ...form, title: ' ' }, 'org-1', aPerson(), anActor()))).toBe('title-empty')
  })
})

describe('a new person', () => {
  test('has their address in lower case', () => {
    const write = preparePerson(
      { name: 'Ana Silva', email: ' Ana.Silva@X.example ', siteId: '', language: 'en' },
      'org-1',
      anActor(),
    )
    expect(write.ok && write.value.patch).toMatchObject({
      name: 'Ana Silva',
      emails: ['ana.silva@x.example'],
    })
  })

  test('is refused without a name or with something that is no address', () => {
    const refused = (name: string, email: string) => {
      const write = preparePerson({ name, email, siteId: '', language: 'fr' }, 'org-1', anActor())
      return write.ok ? '' : write.refusal.code
    }
    expect(refused('', 'a@b.example')).toBe('name-empty')
    expect(refused('Ana', 'not an address')).toBe('email-invalid')
  })
})

describe('a refused ticket', () => {
  test('fills the form again with what the form can hold', () => {
    const patch = {
      title: 'Printer on fire',
      requesterId: 'person-1',
      kind: 'request',
      source: 'mail',
      impact: 'high',
      teamId: '',
      label: 'NEW-7F3K',
    }
    expect(formOf(patch, 'Smoke since nine.')).toEqual({
      ...EMPTY_FORM,
      title: 'Printer on fire',
      requesterId: 'person-1',
      kind: 'request',
      impact: 'high',
      description: 'Smoke since nine.',
    })
  })
})
