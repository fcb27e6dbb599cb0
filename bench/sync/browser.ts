import type { Page } from '@playwright/test'
import { couchSource } from './browser-couch.ts'
import { createFeed } from './browser-feed.ts'
import type { Filled, Place } from './browser-page.ts'
import { twoScreens } from './browser-screens.ts'
import { createSite, type Site } from './browser-site.ts'
import { call, heapAtRest, openBrowser, type Browser } from './browser-window.ts'
import { against, atMost, measured, type Part, type Row } from './row.ts'

const POUCH_DEFAULT_BATCH = 100
const POUCH_BEST_BATCH = 1000
const LIVE_QUERIES = 300
const WRITES = 50
const NOTES = `Chromium headless on a profile on the disk, a 1.6 kB ticket as the pull serves it, in the order of the last
change, gzipped pages over HTTP on loopback; the server's part is prepared beforehand, so that what remains is the
device's. PouchDB 9.0.0 (idb adapter) replicates the same documents from a CouchDB-protocol server in memory and keeps
no index beside its own; plain IndexedDB takes the same pages into an object store with the replica's own indexes, one
transaction per page, the next page on its way meanwhile. The three take turns. The bar is held against PouchDB as it
comes; with its batches at their best it is shown beside.`

/** The browser's part with 20,000 tickets: three fills of each, then what a person feels. */
export function measureBrowser(): Promise<Part> {
  return inBrowser(20_000, async (bench) => {
    const fills = await measureFills(bench, 3)
    const felt = await measureFelt(bench)
    return { title: 'Browser, 20,000 tickets', notes: NOTES, rows: [...fills, ...felt] }
  })
}

/** The browser's part with 100,000 tickets: one fill of each, and a start. */
export function measureLargeBrowser(): Promise<Part> {
  return inBrowser(100_000, async (bench) => {
    const fills = await measureFills(bench, 1)
    const start = await measureStarts(bench, 1)
    return { title: 'Browser, 100,000 tickets', notes: NOTES, rows: [...fills, ...start] }
  })
}

interface Bench {
  readonly count: number
  readonly site: Site
  readonly browser: Browser
}

async function inBrowser(count: number, measure: (bench: Bench) => Promise<Part>): Promise<Part> {
  const site = await createSite()
  const feed = createFeed(count)
  feed.prepare()
  site.serve(feed, couchSource(feed.docs))
  const browser = await openBrowser()
  try {
    return await measure({ count, site, browser })
  } finally {
    await browser.close()
    await site.close()
  }
}

async function measureFills(bench: Bench, rounds: number): Promise<Row[]> {
  const rates = {
    ours: [] as number[],
    pouch: [] as number[],
    pouchDefault: [] as number[],
    raw: [] as number[],
  }
  const filled: Filled[] = []
  const heaps: number[] = []
  const rate = (took: number) => bench.count / (took / 1000)
  const turns = [
    () =>
      onPage(bench, async (page) => {
        const fill = await call<Filled>(page, 'fillReplica', place(), false)
        filled.push(fill)
        rates.ours.push(rate(fill.took))
        heaps.push(await heapAtRest(page))
        await call(page, 'wipe')
      }),
    () => fillPeer(bench, rates.pouch, 'fillPouch', POUCH_BEST_BATCH),
    () => fillPeer(bench, rates.raw, 'fillRaw'),
    () => fillPeer(bench, rates.pouchDefault, 'fillPouch', POUCH_DEFAULT_BATCH),
  ]
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < turns.length; turn++) await turns[(turn + round) % turns.length]?.()
  }
  const ours = median(rates.ours)
  const beside = (name: string, values: readonly number[], least?: number) =>
    against('initial sync', ours, 'docs/s', {
      name,
      value: median(values),
      ...(least === undefined ? {} : { least }),
    })
  return [
    beside(`PouchDB, ${POUCH_BEST_BATCH} at once`, rates.pouch),
    beside(`PouchDB as it comes, ${POUCH_DEFAULT_BATCH} at once`, rates.pouchDefault, 1.8),
    beside('plain IndexedDB', rates.raw, 0.5),
    measured('initial sync, everything there', median(filled.map(({ took }) => took)) / 1000, 's'),
    measured('… and compared with the server', median(filled.map(({ compared }) => compared)) / 1000, 's'),
    measured(
      'largest heap of the page meanwhile',
      Math.max(...filled.map(({ heap }) => heap)) / 2 ** 20,
      'MiB',
    ),
    measured('heap of the page afterwards', median(heaps) / 2 ** 20, 'MiB'),
  ]
}

function fillPeer({ count, ...bench }: Bench, rates: number[], name: string, ...args: readonly unknown[]) {
  return onPage({ count, ...bench }, async (page) => {
    rates.push(count / ((await call<number>(page, name, ...args)) / 1000))
  })
}

async function measureFelt(bench: Bench): Promise<Row[]> {
  const watched = await onPage(bench, async (page) => {
    const fill = await call<Filled>(page, 'fillReplica', place(), true)
    await call(page, 'wipe')
    return fill
  })
  const rows = [
    atMost('longest stall of the main thread during it', watched.longestStall, 'ms', 200),
    atMost(
      `list of 50 rows during it, p95 of ${watched.lists.length}`,
      quantile(watched.lists, 0.95),
      'ms',
      250,
    ),
    measured('list of 50 rows during it, median', median(watched.lists), 'ms'),
    ...(await measureStarts(bench, 3)),
  ]
  const screens = await twoScreens(bench.site, bench.browser, WRITES)
  return [
    ...rows,
    measured('write to another screen, 2 clients, median', median(screens), 'ms'),
    measured('write to another screen, 2 clients, p95', quantile(screens, 0.95), 'ms'),
  ]
}

/** Fills once, and opens it again with a Chromium that was just started. */
async function measureStarts(bench: Bench, starts: number): Promise<Row[]> {
  const here = place()
  await onPage(bench, async (page) => {
    await call<Filled>(page, 'fillReplica', here, false)
    await call(page, 'stop')
  })
  const opened: number[] = []
  const shown: number[] = []
  for (let at = 0; at < starts; at++) {
    await bench.browser.restart()
    await onPage(bench, async (page) => {
      const start = await call<{ opened: number; rows: number }>(page, 'warmStart', here)
      opened.push(start.opened)
      shown.push(start.rows)
      await call(page, 'stop')
    })
  }
  const writes = await onPage(bench, async (page) => {
    await call(page, 'warmStart', here)
    const times = await call<number[]>(page, 'writesToScreen', WRITES, LIVE_QUERIES)
    await call(page, 'wipe')
    return times
  })
  return [
    measured('warm start, ready to be written to', median(opened), 'ms'),
    measured('warm start, first 50 rows', median(shown), 'ms'),
    measured(`write to own screen, ${LIVE_QUERIES} live queries, median`, median(writes), 'ms'),
    measured(`write to own screen, ${LIVE_QUERIES} live queries, p95`, quantile(writes, 0.95), 'ms'),
  ]
}

async function onPage<T>({ browser, site }: Bench, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.page(site.origin)
  try {
    return await work(page)
  } finally {
    await page.close()
  }
}

function place(): Place {
  return { person: crypto.randomUUID(), server: '', token: 'bench' }
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
