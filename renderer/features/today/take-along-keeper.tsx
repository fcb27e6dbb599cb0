import { useEffect } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { useReplica, useSyncStatus } from '#renderer/replica/react.tsx'
import { filesIn } from './baggage.ts'
import { usePins, type Pins } from './pins.ts'
import { ticketsAt, useBaggage, useDay, useHeld } from './use-day.ts'

/** Fetches what is taken along whenever there is a network, wherever one is in the console. Shows nothing. */
export function TakeAlongKeeper() {
  const { pins } = usePins()
  if (pins.sites.length > 0) return <KeepSites pins={pins} />
  return pins.tickets.length > 0 ? <Keep ticketIds={pins.tickets} /> : null
}

function KeepSites({ pins }: { readonly pins: Pins }) {
  const plan = useDay()
  if (plan === undefined) return null
  const atSites = pins.sites.flatMap((siteId) => ticketsAt(plan, siteId))
  return <Keep ticketIds={[...new Set([...pins.tickets, ...atSites])]} />
}

function Keep({ ticketIds }: { readonly ticketIds: readonly Id[] }) {
  const { files } = useReplica()
  const { phase } = useSyncStatus()
  const baggage = useBaggage(ticketIds)
  const isKnown = baggage !== undefined
  const needed = filesIn(baggage ?? []).map(({ sha256 }) => sha256)
  const held = useHeld(needed)
  const wanted = needed.join()
  const here = needed.filter((sha256) => held.has(sha256)).join()
  useEffect(() => {
    if (isKnown) void files.carry(split(wanted))
  }, [files, isKnown, wanted, here])
  const isReachable = phase === 'synced' || phase === 'syncing'
  useEffect(() => {
    if (!isReachable) return undefined
    const stopping = new AbortController()
    const missing = split(wanted).filter((sha256) => !split(here).includes(sha256))
    void inOrder(missing, (sha256) => files.openFile(sha256), stopping.signal)
    return () => stopping.abort()
    // What arrives meanwhile does not begin it again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [files, wanted, isReachable])
  return null
}

/** One after another: the network of a site is slow enough. */
async function inOrder(
  hashes: readonly string[],
  fetchOne: (sha256: string) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for (const sha256 of hashes) {
    if (signal.aborted) return
    await fetchOne(sha256)
  }
}

function split(hashes: string): readonly string[] {
  return hashes === '' ? [] : hashes.split(',')
}
