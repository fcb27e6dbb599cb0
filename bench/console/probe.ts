import type { Page } from '@playwright/test'

/** What has to be on the screen; each is a function of `installProbe`. */
export type Sight =
  | readonly ['list']
  | readonly ['listIn', order: string]
  | readonly ['groupHead']
  | readonly ['cells', column: string, text: string]
  | readonly ['titlesWith', word: string]
  | readonly ['noFilter', before: number]
  | readonly ['hitsWith', word: string]
  | readonly ['ticket', title: string]
  | readonly ['rowAt', index: number]

/** What a person does that begins the time. */
export type Act = 'click' | 'keydown' | 'input'

/** The part of the measured page that watches it. */
interface Probe {
  timed(act: Act, sight: Sight): Promise<number>
  jump(fraction: number): Promise<number>
  scroll(frames: number, pixels: number): Promise<readonly number[]>
  rowCount(): number
}

/** What is on the screen now. */
interface Sights {
  /** Throws where there is none. */
  list(): HTMLElement
  /** Pixels. */
  rowHeight(): number
  rowCount(): number
  isShown(sight: Sight): boolean
}

declare global {
  var probe: Probe
  var sights: Sights
}

/**
 * Milliseconds from what a person does to the frame in which the screen shows what it should. `act` has to cause exactly
 * one such event; the time begins when the browser received it, and ends after the frame was handed over for painting.
 */
export async function timed(page: Page, type: Act, sight: Sight, act: () => Promise<void>): Promise<number> {
  const armed = await page.evaluateHandle(
    ([event, wanted]) => ({ done: globalThis.probe.timed(event, wanted) }),
    [type, sight] as const,
  )
  await act()
  const took = await armed.evaluate(({ done }) => done)
  await armed.dispose()
  return took
}

/** Runs inside of the page before anything else; it may use nothing of this file. */
export function installSights(): void {
  const rows = () => [...document.querySelectorAll('[role=grid] [role=row][aria-rowindex]')].slice(1)
  const list = () => document.querySelector<HTMLElement>('[role=grid]')
  const cellsOf = (name: string) => {
    const heads = [...document.querySelectorAll('[role=grid] [role=columnheader]')]
    const at = heads.findIndex((head) => head.textContent === name)
    return at < 0 ? [] : rows().map((row) => row.querySelectorAll('[role=gridcell]')[at]?.textContent ?? '')
  }
  const each = (cells: readonly string[], fits: (text: string) => boolean) =>
    cells.length > 0 && cells.every(fits)
  const rowCount = () => Number(list()?.ariaRowCount ?? 0)
  const sights: Readonly<Record<Sight[0], (...args: never[]) => boolean>> = {
    list: () => rows().length > 5,
    listIn: (order: string) => list()?.ariaLabel?.endsWith(order) === true && rows().length > 5,
    groupHead: () => document.querySelector('[role=grid] [role=rowheader]') !== null,
    cells: (name: string, text: string) => each(cellsOf(name), (cell) => cell.endsWith(text)),
    titlesWith: (word: string) => each(cellsOf('Title'), (cell) => cell.toLowerCase().includes(word)),
    noFilter: (before: number) => rowCount() > before && rows().length > 5,
    hitsWith: (word: string) => {
      const hits = [...document.querySelectorAll('#search-results [role=option]')]
      return hits.some((hit) => hit.textContent?.toLowerCase().includes(word))
    },
    ticket: (title: string) => {
      const article = document.querySelector('article')
      return article?.ariaLabel === title && article.querySelector('[role=tabpanel] li') !== null
    },
    rowAt: (index: number) => document.querySelector(`[role=grid] [aria-rowindex="${index}"]`) !== null,
  }
  globalThis.sights = {
    list: () => {
      const grid = list()
      if (!grid) throw new Error('There is no list.')
      return grid
    },
    rowHeight: () => rows()[0]?.getBoundingClientRect().height ?? 0,
    rowCount,
    isShown: ([name, ...args]) => sights[name](...(args as never[])),
  }
}

/** Runs inside of the page after `installSights`; it may use nothing of this file. */
export function installProbe(): void {
  const { list, rowHeight, rowCount, isShown } = globalThis.sights
  const painted = (done: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', done)
      port1.start()
      port2.postMessage(undefined)
    })
  const shown = (sight: Sight, since: number) =>
    new Promise<number>((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`Not shown: ${JSON.stringify(sight)}`)), 60_000)
      const look = () => {
        if (!isShown(sight)) return
        observer.disconnect()
        clearTimeout(tooLate)
        painted(() => resolve(performance.now() - since))
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      look()
    })
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  globalThis.probe = {
    timed: (act, sight) =>
      new Promise((resolve, reject) => {
        const begin = (event: Event) => void shown(sight, event.timeStamp).then(resolve, reject)
        addEventListener(act, begin, { capture: true, once: true })
      }),
    async jump(fraction) {
      const grid = list()
      const height = rowHeight()
      await frame()
      const top = Math.floor((grid.scrollHeight - grid.clientHeight) * fraction)
      const began = performance.now()
      grid.scrollTop = top
      return shown(['rowAt', Math.floor((top + grid.clientHeight / 2) / height) + 2], began)
    },
    async scroll(frames, pixels) {
      const grid = list()
      const took: number[] = []
      let last = await frame()
      for (let at = 0; at < frames; at++) {
        grid.scrollTop += pixels
        const next = await frame()
        took.push(next - last)
        last = next
      }
      return took
    },
    rowCount,
  }
}
