import { describe, expect, test } from 'vitest'
import { anActor, aPerson } from '#shared/people/builders.ts'
import { EMPTY_FORM, formOf, preparePerson, prepareTicket, withTemplate } from './new-ticket.ts'

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

  test('begins with its template, whose words give way to typed ones, and brings its tasks', () => {
    const template = {
      kind: 'request' as const,
      title: 'New colleague: ',
      description: 'Name, first day.',
      teamId: 'team-field',
      tags: ['new-starter'],
      tasks: [{ title: 'Prepare the laptop', steps: ['Image', 'VPN'] }],
    }
    const begun = withTemplate(form, 'template-1', template)
    expect(begun).toMatchObject({
      title: ' Printer on fire ',
      description: 'Name, first day.',
      kind: 'request',
    })
    expect(withTemplate(EMPTY_FORM, 'template-1', template).title).toBe('New colleague: ')
    const prepared = prepareTicket(begun, 'org-1', aPerson(), anActor(), template)
    const writes = prepared.ok ? prepared.value.writes : []
    expect(writes.map(({ collection }) => collection)).toEqual([
      'tickets',
      'messages',
      'items',
      'items',
      'items',
    ])
    expect(writes[0]?.patch).toMatchObject({ kind: 'request', teamId: 'team-field', tags: ['new-starter'] })
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
