import type { Id } from '#shared/kernel/ids.ts'
import type { Setting, TeamData, ViewData } from '#shared/settings/schema.ts'
import { writeTicketQuery } from '#shared/tickets/query-text.ts'
import { BUILT_IN_VIEWS, GROUPS, listOf, SORTS, type BuiltInView, type ListSearch } from './filters.ts'
import { readColumns, type Column } from './list-columns.ts'

/** Who finds a shared view: the members of a team, or '' for everybody. */
export type Audience = Id

const dataOf = (view: Setting) => view.data as Partial<ViewData>

/** The built-in view whose tickets a shared one narrows, if it narrows one. */
export function baseOf(view: Setting | undefined): BuiltInView | undefined {
  return BUILT_IN_VIEWS.find((each) => each === view?.data['base'])
}

/** A shared view as it opens; `undefined` stands for a view that is not here, and opens plainly. */
export function sharedList(id: Id, view: Setting | undefined): ListSearch {
  const { sort, group } = view === undefined ? {} : dataOf(view)
  const by = SORTS.find((each) => each === sort?.field)
  const put = GROUPS.find((each) => each === group && each !== 'none')
  return {
    ...listOf(id),
    ...(by !== undefined && { sort: by }),
    ...(by !== undefined && sort?.descending === true && { reverse: true }),
    ...(put !== undefined && { group: put }),
  }
}

/** The columns a shared view stands in, undefined when it leaves them to each person. */
export function sharedColumns(view: Setting | undefined): readonly Column[] | undefined {
  return view?.data['columns'] === undefined ? undefined : readColumns(view.data['columns'])
}

/** A list as a shared view keeps it; `below` is the shared view the list narrows. */
export function viewDataOf(
  search: ListSearch,
  columns: readonly Column[],
  below: Setting | undefined,
): Pick<ViewData, 'query' | 'base' | 'columns' | 'sort' | 'group'> {
  const base = baseOf(below) ?? BUILT_IN_VIEWS.find((each) => each === search.view)
  const before = below === undefined ? '' : (dataOf(below).query ?? '')
  return {
    query: `${before} ${writeTicketQuery(search.filter)}`.trim(),
    ...(base !== undefined && { base }),
    columns: [...columns],
    sort: { field: search.sort, ...(search.reverse === true && { descending: true }) },
    ...(search.group !== undefined && { group: search.group }),
  }
}

/** The shared views one person finds in their sidebar. */
export function viewsFor(
  views: readonly Setting[],
  teams: readonly Setting[],
  personId: Id,
): readonly Setting[] {
  const own = teamsOf(teams, personId).map(({ id }) => id)
  return views.filter((view) => {
    const { shared, teamId = '', ownerId } = dataOf(view)
    return ownerId === personId || (shared === true && (teamId === '' || own.includes(teamId)))
  })
}

/** The teams somebody belongs to. */
export function teamsOf(teams: readonly Setting[], personId: Id): readonly Setting[] {
  return teams.filter(({ data }) => (data as TeamData).memberIds?.includes(personId) === true)
}
