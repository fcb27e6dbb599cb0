import { createContext, use, useEffect, useMemo, type ReactNode } from 'react'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { personRank } from '../person-rank.ts'
import { followTickets } from './follow-tickets.ts'
import { createRoster, type Roster } from './roster.ts'

const RosterContext = createContext<Roster | undefined>(undefined)

/** Holds the tickets of the working copy at hand for every list inside. */
export function RosterProvider({ children }: { readonly children: ReactNode }) {
  const replica = useReplica()
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- another working copy has other tickets
  const roster = useMemo(() => createRoster(NOBODY), [replica])
  useEffect(() => followTickets(replica, roster), [replica, roster])
  useNames(roster)
  return <RosterContext value={roster}>{children}</RosterContext>
}

const NOBODY = () => Infinity

/** The roster; throws outside of its provider. */
export function useRoster(): Roster {
  const roster = use(RosterContext)
  if (roster === undefined) throw new Error('No roster around this component')
  return roster
}

/** Keeps the roster's orders by name true; a person's other fields do not matter to it. */
function useNames(roster: Roster): void {
  const { people, personName } = useDirectory()
  const names = people.map(({ id, name }) => `${id} ${name}`).join('\n')
  useEffect(() => {
    roster.rename(
      personRank(
        personName,
        people.map(({ name }) => name),
      ),
    )
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the same names in a new directory order nothing anew
  }, [roster, names])
}
