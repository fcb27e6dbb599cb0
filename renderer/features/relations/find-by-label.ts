import { firstValueFrom } from 'rxjs'
import type { Asset } from '#shared/assets/schema.ts'
import type { Replica } from '#renderer/replica/replica.ts'

/** The asset a label belongs to: by its tag, however it is written, else by its serial number. */
export async function findByLabel(replica: Replica, label: string): Promise<Asset | undefined> {
  for (const tag of new Set([label, label.toUpperCase()])) {
    const [tagged] = await firstValueFrom(
      replica.find('assets', { selector: { tag, deletedAt: '' }, limit: 1 }),
    )
    if (tagged !== undefined) return tagged
  }
  const serial = { $in: [label, label.toUpperCase()] }
  const [found] = await firstValueFrom(
    replica.find('assets', { selector: { serial, deletedAt: '' }, limit: 1 }),
  )
  return found
}
