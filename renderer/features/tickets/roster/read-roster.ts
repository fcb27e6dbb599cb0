import type { Directory } from '#renderer/replica/directory.tsx'
import type { ListSearch } from '../filters.ts'
import { grouped, reversed } from '../list-order.ts'
import type { ListTicket } from './list-ticket.ts'
import type { Roster } from './roster.ts'

type Matches = (ticket: ListTicket) => boolean
type Shape = Pick<ListSearch, 'sort' | 'reverse' | 'group'>

/** Reads the rows of a list; the same array as long as nothing in the list changed. */
export function rowsReader(
  roster: Roster,
  matches: Matches,
  { sort, reverse = false, group = 'none' }: Shape,
  names: Pick<Directory, 'personName' | 'settingName'>,
): () => readonly ListTicket[] {
  return reader(roster, matches, () => {
    const found = roster.inOrder(sort).filter(matches)
    return grouped(reverse ? reversed(found, sort) : found, group, names)
  })
}

/** Reads how many a list holds; a change of few tickets counts those alone. */
export function countReader(roster: Roster, matches: Matches): () => number {
  const many = (tickets: readonly ListTicket[]) =>
    tickets.reduce((sum, each) => sum + Number(matches(each)), 0)
  let seen: number | undefined
  let count = 0
  return () => {
    const { version, before, after, isWhole } = roster.last
    if (version === seen) return count
    count =
      version - 1 === seen && !isWhole ? count + many(after) - many(before) : many(roster.inOrder('updated'))
    seen = version
    return count
  }
}

function reader<T>(roster: Roster, matches: Matches, read: () => T): () => T {
  let known: { readonly version: number; readonly value: T } | undefined
  return () => {
    const { version, before, after, isWhole } = roster.last
    if (known?.version === version) return known.value
    const isNext = known !== undefined && known.version === version - 1
    const isMeant = !isNext || isWhole || before.some(matches) || after.some(matches)
    known = { version, value: known === undefined || isMeant ? read() : known.value }
    return known.value
  }
}
