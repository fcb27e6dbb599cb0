import { measured, type Part, type Row } from '../sync/row.ts'
import { measureActs, type Times } from './acts.ts'
import { serveConsole } from './console-site.ts'
import { openConsole, profileAt, type ConsoleWindow } from './console-window.ts'
import { deskDocuments, type DeskSize } from './desk-documents.ts'

/** The console that is measured, and the one it is held against. */
export const SIZES: Readonly<Record<'small' | 'large', DeskSize>> = {
  small: { tickets: 1000, assets: 200, children: 3000 },
  large: { tickets: 100_000, assets: 20_000, children: 300_000 },
}
const FILLED_MS = 900_000
const MOST_MS = 100
const MOST_TIMES = 2
const MIB = 2 ** 20
const NOTES = `The built console in Chromium, headless, 1440 × 900, on a profile on the disk; every time is from the event of the
click or key to the end of the frame that shows its result. The first copy comes through the replica as from a server: 3,188
people and settings, and for each ticket two messages and a task. The console was then closed and opened again, and had read
everything before it was measured. The peer is the same console with 1,000 tickets and 200 assets in the same run; a ratio
of 2 is twice its time. *The page* is its heap after collecting garbage, *the process* everything resident, workers included.`

/** What one console took. */
export interface Measured {
  readonly times: Times
  /** Milliseconds from the address to the first rows, and to the counts of the views. */
  readonly opened: { readonly rows: number; readonly counts: number }
  readonly memory: { readonly heap: number; readonly process: number }
  /** Seconds of the first copy; 0 where it lay in the profile. */
  readonly filled: number
}

/** Fills a console of this size and measures it; a `folder` keeps its profile, and is filled once. */
export async function measureConsole(
  name: 'small' | 'large',
  { folder, port }: { readonly folder: string | undefined; readonly port: number },
): Promise<Measured> {
  const say = (text: string) => console.log(`  ${new Date().toISOString().slice(11, 19)} ${name}: ${text}`)
  const desk = deskDocuments(SIZES[name])
  const site = await serveConsole(desk, port)
  const profile = await profileAt(folder, name)
  try {
    const began = performance.now()
    const first = await openConsole(site, profile.path)
    await waitUntilFilled(first, say)
    const isFilled = site.served() > desk.count / 2
    const filled = isFilled ? (performance.now() - began) / 1000 : 0
    if (isFilled) say(`${desk.count} documents after ${filled.toFixed(0)} s`)
    await first.close()
    const window = await openConsole(site, profile.path)
    try {
      const opened = await openedIn(window)
      say(`first rows after ${opened.rows.toFixed(0)} ms, counts after ${opened.counts.toFixed(0)} ms`)
      const times = await measureActs(window.page, say)
      return { times, opened, memory: await window.memory(), filled }
    } finally {
      await window.close()
    }
  } finally {
    await profile.remove()
    await site.close()
  }
}

/** The pill says so once everything was received. */
async function waitUntilFilled({ page }: ConsoleWindow, say: (text: string) => void): Promise<void> {
  const pill = page.locator('[data-tone=calm]').first()
  const progress = setInterval(() => {
    page
      .locator('main [role=status]')
      .allInnerTexts()
      .then(
        (texts) => say(texts.join(' · ').replaceAll('\n', ' ').slice(0, 110)),
        () => undefined,
      )
  }, 20_000)
  try {
    await pill.waitFor({ timeout: FILLED_MS })
  } finally {
    clearInterval(progress)
  }
}

async function openedIn({ page }: ConsoleWindow): Promise<Measured['opened']> {
  await page.locator('[role=grid] [role=row][aria-rowindex="2"]').waitFor()
  const rows = await page.evaluate(() => performance.now())
  await page.locator('nav a[aria-current=page] > span').nth(1).waitFor()
  return { rows, counts: await page.evaluate(() => performance.now()) }
}

/** The section of results.md. */
export function partOf(large: Measured, small: Measured): Part {
  const rows = [...large.times].flatMap(([kind, values]) => rowsOf(kind, values, small.times.get(kind) ?? []))
  const beside = (name: string, unit: string, of: (measured: Measured) => number): Row => ({
    ...measured(name, of(large), unit),
    peer: '1,000 tickets',
    peerValue: of(small),
    ratio: of(large) / of(small),
  })
  const { tickets, assets, children } = SIZES.large
  return {
    title: `Console, ${tickets.toLocaleString('en')} tickets, ${assets.toLocaleString('en')} assets, ${children.toLocaleString('en')} children`,
    notes: NOTES,
    rows: [
      ...rows,
      beside('from the address to the first rows', 'ms', ({ opened }) => opened.rows),
      beside('… and until every ticket is in the lists', 'ms', ({ opened }) => opened.counts),
      beside('memory: the page', 'MiB', ({ memory }) => memory.heap / MIB),
      beside('memory: the process', 'MiB', ({ memory }) => memory.process / MIB),
      ...(large.filled === 0 ? [] : [measured('the first copy', large.filled, 's')]),
    ],
  }
}

function rowsOf(kind: string, large: readonly number[], small: readonly number[]): Row[] {
  const median = besideOf(`${kind}, median`, quantile(large, 0.5), quantile(small, 0.5))
  const most = besideOf(`${kind}, p95 of ${large.length}`, quantile(large, 0.95), quantile(small, 0.95))
  const isMet = most.value <= MOST_MS && most.ratio <= MOST_TIMES
  return [median, { ...most, bar: `≤ ${MOST_TIMES} ×, ≤ ${MOST_MS} ms`, isMet }]
}

function besideOf(name: string, value: number, peerValue: number): Row {
  return { ...measured(name, value, 'ms'), peer: '1,000 tickets', peerValue, ratio: value / peerValue }
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
