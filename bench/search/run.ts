import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import { call, heapAtRest, openBrowser } from '../sync/browser-window.ts'
import { writeResults } from '../sync/results.ts'
import { atMost, measured, type Row } from '../sync/row.ts'
import { createSite } from './site.ts'
import { workerHeap } from './worker-heap.ts'

/**
 * Measures search in Chromium and writes what it found to bench/results.md. Usage: npm run bench:search -- [--tickets 100000] [--dry]
 */
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    dry: { type: 'boolean', default: false },
  },
})
const tickets = Number(values.tickets)
const MOST = 50
const CHANGES = 20
const NOTES = `Chromium headless on a profile on the disk. Titles of 3 to 10 words, three messages of 20 to 80 words on each
ticket, a resolution on one of three, 3,000 people, words as often as in a language (the n-th about 1/n as often as the
first, 30,000 of them), the same in every run. A query is timed in the page, from the question to the worker until the
hits are back with their excerpts; 40 queries of each kind, 12 of them for the peers. Those answer in the page itself, without a
worker, excerpts, filters or anything on the disk: MiniSearch 7.2.0 as it comes (prefix, fuzzy 0.2, every word must fit)
and a look through every text in memory. Ratios tell how many times the peer's time ours fits into.`

interface Asked {
  readonly times: readonly number[]
  readonly answered: number
}
interface Started {
  readonly found: number
  readonly complete: number
}

const site = await createSite()
const browser = await openBrowser()
try {
  const rows = await measure()
  const title = `Search, ${tickets.toLocaleString('en')} tickets and ${(3 * tickets).toLocaleString('en')} messages`
  for (const { name, value, unit, peer, peerValue, ratio, bar, isMet } of rows) {
    const beside = peer === '' ? '' : ` · ${peer}: ${figure(peerValue)} · ${ratio.toFixed(1)} ×`
    console.log(
      `  ${name}: ${figure(value)} ${unit}${beside}${bar === '' ? '' : ` · ${bar}: ${String(isMet)}`}`,
    )
  }
  if (!values.dry) await writeResults({ title, notes: NOTES, rows })
} finally {
  await browser.close()
  await site.close()
}

async function measure(): Promise<readonly Row[]> {
  await onPage((page) => call(page, 'fill', tickets))
  const cold = await onPage((page) => call<Started>(page, 'start'))
  await browser.restart()
  const { warm, asked, changed, heap, size } = await onPage(async (page) => ({
    warm: await call<Started>(page, 'start'),
    asked: await call<Readonly<Record<string, Asked>>>(page, 'ask', tickets),
    heap: await workerHeap(page),
    changed: await call<readonly number[]>(page, 'changes', CHANGES),
    size: await call<number>(page, 'sizeOnDisk'),
  }))
  const { mini, miniHeap } = await onPage(async (page) => {
    const before = await heapAtRest(page)
    const mini = await call<PeerAsked>(page, 'askMiniSearch', tickets)
    return { mini, miniHeap: (await heapAtRest(page)) - before }
  })
  const scan = await onPage((page) => call<PeerTimes>(page, 'askScan', tickets))
  return [
    ...queryRows(asked, mini.asked, scan),
    measured('a change until it is found, median', quantile(changed, 0.5), 'ms'),
    measured('a change until it is found, p95', quantile(changed, 0.95), 'ms'),
    lessThan('start with an index on the disk, first ticket found', warm.found / 1000, 's', {
      name: 'MiniSearch, built anew',
      value: mini.built / 1000,
    }),
    measured('start with an index on the disk, complete', warm.complete / 1000, 's'),
    measured('start without one, first ticket found', cold.found / 1000, 's'),
    measured('start without one, everything read and written', cold.complete / 1000, 's'),
    lessThan('memory of the worker', heap / 2 ** 20, 'MiB', {
      name: 'MiniSearch',
      value: miniHeap / 2 ** 20,
    }),
    measured('on the disk', size / 2 ** 20, 'MiB'),
  ]
}

type PeerTimes = Readonly<Record<string, readonly number[]>>
interface PeerAsked {
  readonly built: number
  readonly asked: PeerTimes
}

function queryRows(asked: Readonly<Record<string, Asked>>, mini: PeerTimes, scan: PeerTimes): readonly Row[] {
  const kinds = Object.entries(asked).flatMap(([kind, { times, answered }]) => {
    const p95 = quantile(times, 0.95)
    const name = `${kind} (${answered} of ${times.length} found something)`
    const beside = (peer: string, peerTimes: readonly number[] = []) => ({
      ...lessThan(`${name}, p95`, p95, 'ms', { name: `${peer}, p95`, value: quantile(peerTimes, 0.95) }),
      bar: `≤ ${MOST} ms`,
      isMet: p95 <= MOST,
    })
    return [
      measured(`${name}, p50`, quantile(times, 0.5), 'ms'),
      beside('MiniSearch', mini[kind]),
      beside('look through all', scan[kind]),
    ]
  })
  const all = Object.values(asked).flatMap(({ times }) => times)
  return [atMost('all queries together, p95', quantile(all, 0.95), 'ms', MOST), ...kinds]
}

/** A value where less is better, beside a peer's. */
function lessThan(
  name: string,
  value: number,
  unit: string,
  peer: { readonly name: string; readonly value: number },
): Row {
  return { ...measured(name, value, unit), peer: peer.name, peerValue: peer.value, ratio: peer.value / value }
}

/** Runs a step on a fresh page, and says what came of it. */
async function onPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.page(site.origin)
  page.setDefaultTimeout(0)
  try {
    const result = await work(page)
    console.log(JSON.stringify(result).slice(0, 400))
    return result
  } finally {
    await page.close()
  }
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
