import english from '#shared/locales/en/server.json' with { type: 'json' }
import french from '#shared/locales/fr/server.json' with { type: 'json' }
import type { Id, NewId } from '#shared/kernel/ids.ts'
import type { ServerWrite } from '../../sync/hooks.ts'

const CATEGORIES = ['hardware', 'software', 'network', 'access', 'printing', 'other'] as const

/** What a new desk begins with, so that a first ticket has a place: its organisation, a team, categories, a mailbox. */
export function firstSettings(
  desk: { readonly orgId: Id; readonly name: string; readonly mailAddress: string | undefined },
  newId: NewId,
): ServerWrite[] {
  const { orgId, mailAddress } = desk
  const create = (docId: Id, patch: ServerWrite['patch']): ServerWrite => ({
    collection: 'settings',
    docId,
    op: 'create',
    patch: { orgId, ...patch },
  })
  const words = (key: keyof typeof english.firstRun) => ({
    name: english.firstRun[key],
    names: { fr: french.firstRun[key] },
  })
  const teamId = newId()
  const mailbox = (address: string): ServerWrite =>
    create(newId(), {
      kind: 'mailbox',
      name: address,
      data: { address, teamId, categoryId: '', language: 'en' },
    })
  return [
    create(orgId, { kind: 'organisation', name: desk.name.trim() }),
    create(teamId, { kind: 'team', ...words('team') }),
    ...CATEGORIES.map((key, position) => create(newId(), { kind: 'category', position, ...words(key) })),
    ...(mailAddress === undefined ? [] : [mailbox(mailAddress)]),
  ]
}
