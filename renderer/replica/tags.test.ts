import { firstValueFrom } from 'rxjs'
import { afterEach, expect, test, vi } from 'vitest'
import { numbersOfBlock, TAGS_IN_BLOCK, type TagBlock, type TagLeaseRequest } from '#shared/assets/tags.ts'
import type { ReplicaOptions } from './create-replica.ts'
import type { Replica } from './replica.ts'
import { offline, programs } from './testing/cases.ts'
import { aDevice, exchanged } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

const denied = { kind: 'refused', status: 403, code: 'not-allowed' } as const

/** A server that leases blocks: once per lease, one after another. */
class Tagger extends FakeServer {
  readonly leases = new Map<string, TagBlock>()
  readonly asked: TagLeaseRequest[] = []
  losesAnswer = false
  denies = false

  options(device: string): Partial<ReplicaOptions> {
    const leaseTags = async (request: TagLeaseRequest) => {
      if (this.fault('pull', [])) return { ok: false, failure: offline } as const
      this.asked.push(request)
      if (this.denies) return { ok: false, failure: denied } as const
      const format = { orgId: request.orgId, prefix: 'A', width: 5 }
      const block = this.leases.get(request.leaseId) ?? { ...format, ...numbersOfBlock(this.leases.size + 1) }
      this.leases.set(request.leaseId, block)
      return this.losesAnswer
        ? ({ ok: false, failure: offline } as const)
        : ({ ok: true, value: block } as const)
    }
    return {
      transport: { ...this.transport(device), leaseTags },
      tagOrgs: () => ['org-1'],
      collections: ['tickets', 'notices'],
    }
  }
}

async function take(replica: Replica, count: number): Promise<string[]> {
  const tags: string[] = []
  for (let at = 0; at < count; at++) {
    const tag = await replica.nextAssetTag('org-1')
    if (tag.ok) tags.push(tag.value)
  }
  return tags
}

const PATIENT = { timeout: 8000 }

/** The next tag, as soon as there is one. */
function firstTag(replica: Replica): Promise<string> {
  return vi.waitFor(async () => {
    const [tag] = await take(replica, 1)
    if (tag === undefined) throw new Error('no tag yet')
    return tag
  }, PATIENT)
}

test('two devices without a network never take the same tag, and a crash gives none out twice', async () => {
  const server = new Tagger()
  const [one, two] = [aDevice(server, 'one'), aDevice(server, 'two')]
  const first = await start(one, server.options('one'))
  const second = await start(two, server.options('two'))
  const begun = [await firstTag(first), await firstTag(second)]
  server.fault = () => offline
  const before = await take(first, 3)
  // The program ends after the tag was printed, before its asset was written.
  await stop(first)
  const again = await start(one, server.options('one'))
  const all = [...begun, ...before, ...(await take(again, 30)), ...(await take(second, 30))]
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBe(2 * TAGS_IN_BLOCK)
  expect(await again.nextAssetTag('org-1')).toMatchObject({ refusal: { code: 'no-tags-left' } })
})

test('a device whose tags run short asks for more, and a lost answer costs no block', async () => {
  const server = new Tagger()
  const device = aDevice(server)
  server.losesAnswer = true
  const replica = await start(device, server.options('laptop'))
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(0), PATIENT)
  expect(await replica.nextAssetTag('org-1')).toMatchObject({ refusal: { code: 'no-tags-left' } })
  await stop(replica)
  server.losesAnswer = false
  const later = await start(device, server.options('laptop'))
  expect([await firstTag(later), server.leases.size]).toEqual(['A00001', 1])
  await take(later, 15)
  later.syncNow()
  await vi.waitFor(() => expect(server.leases.size).toBe(2), PATIENT)
  expect(server.asked.at(-1)).toMatchObject({ through: 20 })
})

test('a restored server is told how far the tags of this device go', async () => {
  const server = new Tagger()
  const replica = await start(aDevice(server), server.options('laptop'))
  await firstTag(replica)
  server.epoch += 1
  await exchanged(replica)
  await vi.waitFor(() => expect(server.asked.at(-1)).toMatchObject({ through: 20 }), PATIENT)
  expect(await firstValueFrom(replica.status)).toMatchObject({ error: '' })
})

test('a device that may have no tags does not ask at every exchange', async () => {
  const server = new Tagger()
  server.denies = true
  const replica = await start(aDevice(server), server.options('laptop'))
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), PATIENT)
  await exchanged(replica)
  await exchanged(replica)
  expect(server.asked).toHaveLength(1)
})
