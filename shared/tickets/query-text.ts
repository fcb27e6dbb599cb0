import type { Id } from '../kernel/ids.ts'
import type { TicketFilter } from './filter.ts'
import { readTicketQuery, type QueryNames } from './query.ts'

/** A filter as somebody would type it, with ids in place of names; `readTicketQuery` reads the same out of it. */
export function writeTicketQuery(filter: TicketFilter): string {
  const { status = [], priority = [], requester = '', words = '' } = filter
  const one = (part: 'assignee' | 'team' | 'site' | 'category') => `${part}:${filter[part] ?? ''}`
  const parts = [
    `status:${status.join(',')}`,
    `priority:${priority.join(',')}`,
    one('assignee'),
    one('team'),
    one('site'),
    one('category'),
    requester === '' ? '' : `requester:"${requester.replaceAll('"', '')}"`,
  ]
  return [...parts.filter((part) => !part.endsWith(':')), words.trim()]
    .filter((part) => part !== '')
    .join(' ')
}

/** A query with names in place of the ids it holds, as far as the names say the same. */
export function readableQuery(text: string, names: QueryNames): string {
  return text.replaceAll(/(?<key>\p{L}+):(?<value>[^\s"]+)/gu, (token, key: string, value: string) => {
    const name = nameOf(value, names)
    if (name === '' || idIn(token, names) !== value) return token
    const spelled = `${key}:${/\s/u.test(name) ? `"${name}"` : name}`
    return idIn(spelled, names) === value ? spelled : token
  })
}

function idIn(token: string, names: QueryNames): Id | undefined {
  const { assignee, team, site, category } = readTicketQuery(token, names).filter
  return assignee ?? team ?? site ?? category
}

function nameOf(id: Id, names: QueryNames): string {
  const settings = (['team', 'site', 'category'] as const).flatMap((kind) => names.settings(kind))
  return [...names.staff, ...settings].find((each) => each.id === id)?.name ?? ''
}
