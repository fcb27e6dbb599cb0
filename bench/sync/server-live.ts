import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import type { Change, Mutation, PullResponse } from '#shared/protocol/wire.ts'
import type { ApiClient } from '#tests/support/api-client.ts'
import { openDevices, pushAll, type Device } from './server-devices.ts'
import type { Heard } from './server-listeners.ts'
import { openSite, type StoreKind } from './server-site.ts'
import { atMost, measured, type Row } from './row.ts'

const CLIENTS = [2, 100, 1000] as const
const DEVICES = 10
const CHANGES_PER_SECOND = 50
const RUN_MS = 10_000
const MOST_MS = 1000

interface Sent {
  readonly id: string
  /** When the request went out, in milliseconds of the machine's monotonic clock. */
  readonly at: number
}

const now = () => Number(process.hrtime.bigint()) / 1e6

/** From the start of a push to the poke that announces it, for every change and every live connection. */
export async function measurePokes(kind: StoreKind): Promise<Row[]> {
  const site = await openSite(kind)
  const rows: Row[] = []
  try {
    const { url } = site.server
    const devices = await openDevices(url, DEVICES)
    for (const count of CLIENTS) {
      const cpu = site.cpu()
      const delays = await withListeners(url, count, devices, () => pushSteadily(devices))
      const name = `${kind === 'postgres' ? 'PostgreSQL' : 'SQLite'}, ${count} live, ${CHANGES_PER_SECOND} changes/s`
      rows.push(measured(`${name}: poke p50`, quantile(delays, 0.5), 'ms'))
      const p99 = quantile(delays, 0.99)
      rows.push(
        count === 1000
          ? atMost(`${name}: poke p99`, p99, 'ms', MOST_MS)
          : measured(`${name}: poke p99`, p99, 'ms'),
      )
      rows.push(
        measured(
          `${name}: processor, server and database`,
          ((site.cpu() - cpu) / RUN_MS) * 100_000,
          '% of a core',
        ),
      )
    }
    return rows
  } finally {
    await site.close()
  }
}

async function withListeners(
  url: string,
  count: number,
  devices: readonly Device[],
  push: () => Promise<Sent[]>,
): Promise<number[]> {
  const script = join(import.meta.dirname, 'server-listeners.ts')
  const tokens = devices.map(({ client }) => client.token)
  const listeners = spawn(process.execPath, [script, url, String(count), ...tokens], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: listeners.stdout })[Symbol.asyncIterator]()
  await lines.next()
  const client = devices[0]?.client
  if (!client) throw new Error('nobody pushes')
  const before = (await pullFrom(client, '')).cursor
  const sent = await push()
  const positions = new Map(
    (await pullFrom(client, before)).changes.map((change) => [idOf(change), change.pos]),
  )
  await pause(1000)
  listeners.stdin.write('\n')
  const heard = JSON.parse(String((await lines.next()).value)) as Heard[]
  return sent.flatMap(({ id, at }) => heard.map((each) => firstAt(each, positions.get(id) ?? Infinity) - at))
}

/** When a connection first heard of the position; Infinity when it never did. */
function firstAt({ heads, at }: Heard, position: number): number {
  const index = heads.findIndex((head) => head >= position)
  return at[index] ?? Infinity
}

function idOf(change: Change): string {
  return 'doc' in change ? String(change.doc['id']) : change.id
}

/** Everything after a cursor, and the cursor after it. */
async function pullFrom(client: ApiClient, cursor: string): Promise<{ changes: Change[]; cursor: string }> {
  const changes: Change[] = []
  for (let at = cursor; ;) {
    const query = at === '' ? '' : `&cursor=${encodeURIComponent(at)}`
    const { status, text, body } = await client.get<PullResponse>(`/sync/pull?limit=1000${query}`)
    if (status !== 200) throw new Error(`a pull was answered with ${text}`)
    changes.push(...body.changes)
    at = body.cursor
    if (!body.more) return { changes, cursor: at }
  }
}

/**
 * One new note at a time, each on its turn whether the one before is answered or not; so a slow server is not given
 * less to do. The devices take turns.
 */
async function pushSteadily(devices: readonly Device[]): Promise<Sent[]> {
  const everyMs = 1000 / CHANGES_PER_SECOND
  const began = now()
  const pushes: Promise<Sent>[] = []
  for (let turn = 0; turn * everyMs < RUN_MS; turn++) {
    await pause(Math.max(0, began + turn * everyMs - now()))
    const device = devices[turn % devices.length]
    if (device) pushes.push(pushOne(device.client, device.note(), began + turn * everyMs))
  }
  return Promise.all(pushes)
}

async function pushOne(client: ApiClient, mutation: Mutation, at: number): Promise<Sent> {
  await pushAll(client, [mutation])
  return { id: mutation.docId, at }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
