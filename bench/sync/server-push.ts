import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Mutation } from '#shared/protocol/wire.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import { openDevices, pushAll, type Device } from './server-devices.ts'
import type { PeerOrder, PeerResult } from './server-peer.ts'
import { rowsOf } from './server-rows.ts'
import { openSite, type Site, type StoreKind } from './server-site.ts'
import { against, type Row } from './row.ts'

const DEVICES = 8
const WARM_UP_MS = 2000
const RUN_MS = 6000
/** Mutations in a push: a person's one act, what gathered in a tunnel, and a full request. */
const SIZES = [1, 10, 100] as const
/** What is asked for on PostgreSQL, of the rate of bare statements. */
const LEAST = 0.5

/** Mutations pushed per second and per second of processor time, beside bare statements that write the same rows. */
export async function measurePushes(kind: StoreKind): Promise<Row[]> {
  const site = await openSite(kind)
  try {
    const devices = await openDevices(site.server.url, DEVICES)
    await pushFor(devices, 20, WARM_UP_MS)
    const rows: Row[] = []
    for (const size of SIZES) rows.push(...(await measureSize(site, devices, size)))
    return rows
  } finally {
    await site.close()
  }
}

async function measureSize(site: Site, devices: readonly Device[], size: number): Promise<Row[]> {
  const before = site.cpu()
  const began = performance.now()
  const sent = await pushFor(devices, size, RUN_MS)
  const seconds = (performance.now() - began) / 1000
  const cpu = site.cpu() - before
  const mutations = sent.flat().length
  const stored = await rowsOf(site.database, sent.flat())
  let from = 0
  const perDevice = sent.map((own) => stored.slice(from, (from += own.length)))
  const name = `${site.database.kind === 'postgres' ? 'PostgreSQL' : 'SQLite'}, ${size} in a push`
  const rows: Row[] = []
  for (const which of ['document', 'all'] as const) {
    const peer = await runPeer({
      database: await site.emptyDatabase(),
      rows: which,
      perTransaction: size,
      devices: perDevice,
    })
    const peerName = which === 'document' ? 'bare, the document row' : 'bare, every row'
    const least = site.database.kind === 'postgres' ? { least: LEAST } : {}
    rows.push(
      against(`${name}: per core`, mutations / cpu, 'mutations/s', {
        name: peerName,
        value: peer.mutations / peer.cpuSeconds,
        ...least,
      }),
      against(`${name}: as the clock tells`, mutations / seconds, 'mutations/s', {
        name: peerName,
        value: peer.mutations / peer.seconds,
      }),
    )
  }
  return rows
}

/** Every device pushes one request after another until the time is over. Returns what each of them sent. */
async function pushFor(devices: readonly Device[], size: number, ms: number): Promise<Mutation[][]> {
  const until = performance.now() + ms
  return Promise.all(
    devices.map(async ({ client, next }) => {
      const sent: Mutation[] = []
      while (performance.now() < until) {
        const batch = next(size)
        await pushAll(client, batch)
        sent.push(...batch)
      }
      return sent
    }),
  )
}

const execute = promisify(execFile)

async function runPeer(order: PeerOrder): Promise<PeerResult> {
  const dir = await createTempDir('bench-order')
  try {
    const file = join(dir.path, 'order.json')
    await writeFile(file, JSON.stringify(order))
    const script = join(import.meta.dirname, 'server-peer.ts')
    const { stdout } = await execute(process.execPath, [script, file], {
      cwd: join(import.meta.dirname, '..', '..'),
    })
    return JSON.parse(stdout) as PeerResult
  } finally {
    await dir.remove()
  }
}
