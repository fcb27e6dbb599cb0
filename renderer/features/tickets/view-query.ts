import { plain } from '#renderer/ui/plain-text.ts'
import { PRIORITIES, TICKET_STATUSES } from '#shared/tickets/schema.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import type { TicketFilter } from './filters.ts'

/** The names a query may use. */
export interface QueryNames {
  settings(kind: SettingKind): readonly Setting[]
  nameOf(setting: Setting): string
}

/** What the text of a saved view asks for. `state` is `all` when the query names statuses itself. */
export interface ViewQuery {
  readonly filter: TicketFilter
  readonly state: 'open' | 'closed' | 'all'
}

const TOKEN = /([a-z]+):("[^"]*"|\S+)/giu

/**
 * Reads the text of a saved view: `status:open,pending priority:high team:"Field support" assignee:me`. Names of
 * teams, sites and categories may be given in any language or as ids. What it does not know is left out.
 */
export function readViewQuery(query: string, names: QueryNames): ViewQuery {
  const parts = new Map(
    [...query.matchAll(TOKEN)].map(([, key = '', value = '']) => [key.toLowerCase(), unquoted(value)]),
  )
  const statuses = listed(parts.get('status'), TICKET_STATUSES)
  const priorities = listed(parts.get('priority'), PRIORITIES)
  const assignee = parts.get('assignee')
  const requester = parts.get('requester')
  return {
    state:
      statuses.length > 0 || parts.get('state') === 'all'
        ? 'all'
        : parts.get('state') === 'closed'
          ? 'closed'
          : 'open',
    filter: {
      ...(statuses.length > 0 ? { status: statuses } : {}),
      ...(priorities.length > 0 ? { priority: priorities } : {}),
      ...(assignee === undefined ? {} : { assignee }),
      ...(requester === undefined ? {} : { requester }),
      ...part('team', settingId(parts.get('team'), 'team', names)),
      ...part('site', settingId(parts.get('site'), 'site', names)),
      ...part('category', settingId(parts.get('category'), 'category', names)),
    },
  }
}

function part(key: 'team' | 'site' | 'category', value: string | undefined): TicketFilter {
  return value === undefined ? {} : { [key]: value }
}

function unquoted(value: string): string {
  return value.replaceAll('"', '')
}

function listed<T extends string>(value: string | undefined, known: readonly T[]): T[] {
  const words = (value ?? '').toLowerCase().split(',')
  return known.filter((each) => words.includes(each))
}

function settingId(typed: string | undefined, kind: SettingKind, names: QueryNames): string | undefined {
  if (typed === undefined) return undefined
  const wanted = plain(typed)
  return names
    .settings(kind)
    .find((setting) =>
      [setting.id, setting.name, names.nameOf(setting), ...Object.values(setting.names)].some(
        (name) => plain(name) === wanted,
      ),
    )?.id
}
