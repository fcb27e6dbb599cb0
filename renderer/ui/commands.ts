import { useEffect, useId } from 'react'
import { create } from 'zustand'

/** Something the palette offers. `keys` is the shortcut that does the same. */
export interface Command {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly keys?: string
  readonly run: () => void
}

interface CommandStore {
  readonly bySource: Readonly<Record<string, readonly Command[]>>
  offer(source: string, commands: readonly Command[]): void
  withdraw(source: string): void
}

const useCommandStore = create<CommandStore>()((set) => ({
  bySource: {},
  offer: (source, commands) => set(({ bySource }) => ({ bySource: { ...bySource, [source]: commands } })),
  withdraw: (source) => set(({ bySource: { [source]: _gone, ...rest } }) => ({ bySource: rest })),
}))

/** Offers commands in the palette as long as the component is there. Pass a memoised list. */
export function useOfferCommands(commands: readonly Command[]): void {
  const source = useId()
  const offer = useCommandStore((state) => state.offer)
  const withdraw = useCommandStore((state) => state.withdraw)
  useEffect(() => {
    offer(source, commands)
    return () => withdraw(source)
  }, [source, commands, offer, withdraw])
}

/** Runs what is offered under this name; false when nothing is. */
export function runOffered(id: string): boolean {
  const { bySource } = useCommandStore.getState()
  const command = Object.values(bySource)
    .toReversed()
    .flat()
    .find((each) => each.id === id)
  command?.run()
  return command !== undefined
}

/** Everything that is offered now, the latest source first. */
export function useOfferedCommands(): readonly Command[] {
  const bySource = useCommandStore((state) => state.bySource)
  return Object.values(bySource).toReversed().flat()
}
