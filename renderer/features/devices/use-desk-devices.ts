import { useEffect, useMemo, useState } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Person } from '#shared/people/schema.ts'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import { useServerCalls } from '#renderer/platform/server-context.tsx'
import { useDocs, useSyncStatus } from '#renderer/replica/react.tsx'
import { devicesOfAll } from './devices-of-all.ts'

/** Somebody with the devices that have access in their name. */
export interface PersonDevices {
  readonly person: Person
  readonly devices: readonly DeviceEntry[]
}

/** The devices of the desk as far as they were read. */
export interface DeskDevices {
  /** Whether the server can be asked at all. */
  readonly isOnline: boolean
  /** Whoever has a device, by name. */
  readonly owners: readonly PersonDevices[]
  readonly asked: number
  readonly all: number
  readonly refusal: Refusal | undefined
  /** Ends the access of a device. */
  readonly revoke: (personId: Id, deviceId: Id) => Promise<void>
}

const EVERYBODY = { selector: { name: { $gte: '' } }, sort: [{ name: 'asc' as const }] }

/** Reads the devices of everybody who holds a role, also of those who left and still have one. */
export function useDeskDevices(): DeskDevices {
  const calls = useServerCalls()
  const { phase } = useSyncStatus()
  const isOnline = phase === 'synced' || phase === 'syncing'
  const { docs } = useDocs('people', EVERYBODY)
  const people = useMemo(
    () =>
      docs.filter(
        ({ roles, deletedAt }) => deletedAt === '' && roles.some(({ role }) => role !== 'requester'),
      ),
    [docs],
  )
  const ids = people.map(({ id }) => id).join(' ')
  const [known, setKnown] = useState<ReadonlyMap<Id, readonly DeviceEntry[]>>(new Map())
  const [refusal, setRefusal] = useState<Refusal>()
  useEffect(() => {
    if (!isOnline || ids === '') return undefined
    const stop = new AbortController()
    const put = (id: Id, devices: readonly DeviceEntry[]) =>
      setKnown((before) => new Map([...before, [id, devices]]))
    void devicesOfAll(ids.split(' '), calls.devices, put, stop.signal).then((ended) => {
      if (!stop.signal.aborted) setRefusal(ended)
    })
    return () => stop.abort()
  }, [calls, ids, isOnline])
  const revoke = async (personId: Id, deviceId: Id) => {
    const answer = await calls.revokeDevice(deviceId)
    setRefusal(answer.ok ? undefined : answer.refusal)
    if (!answer.ok) return
    const left = (before: ReadonlyMap<Id, readonly DeviceEntry[]>) =>
      before.get(personId)?.filter(({ id }) => id !== deviceId) ?? []
    setKnown((before) => new Map([...before, [personId, left(before)]]))
  }
  const owners = people
    .map((person) => ({ person, devices: known.get(person.id) ?? [] }))
    .filter(({ devices }) => devices.length > 0)
  return { isOnline, owners, asked: known.size, all: people.length, refusal, revoke }
}
