import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'
import type { DeviceEntry, DeviceList } from '#shared/protocol/session.ts'

/** As many people as are asked about at the same time. */
const AT_ONCE = 4

/** Devices that still have access, the last seen first. */
export function openDevices(devices: readonly DeviceEntry[]): readonly DeviceEntry[] {
  return devices
    .filter(({ revokedAt }) => revokedAt === '')
    .toSorted((a, b) => b.seenAt.localeCompare(a.seenAt))
}

/**
 * Asks for the devices of each of these people and tells of them one by one, [] for somebody the asking person does not
 * administer. Answers the refusal that ended it, undefined when everybody was asked about or `signal` said to stop.
 */
export async function devicesOfAll(
  personIds: readonly Id[],
  ask: (personId: Id) => Promise<Result<DeviceList>>,
  tell: (personId: Id, devices: readonly DeviceEntry[]) => void,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const waiting = [...personIds]
  let refusal: Refusal | undefined
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && !refusal; id = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- some at a time is the point
      const answer = await ask(id)
      if (signal.aborted) return
      if (answer.ok) tell(id, openDevices(answer.value.devices))
      else if (answer.refusal.code === 'not-found') tell(id, [])
      else refusal ??= answer.refusal
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return signal.aborted ? undefined : refusal
}
