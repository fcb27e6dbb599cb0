import type { Store, StoreTx } from '#sync-server/store/store.ts'
import type { Random } from './random.ts'

/**
 * When a server process dies: now, after so many operations inside transactions, after so many operations inside and
 * outside of them, or after its next commit.
 */
export type Death =
  | { readonly kind: 'now' }
  | { readonly kind: 'in-transaction'; readonly after: number }
  | { readonly kind: 'anywhere'; readonly after: number }
  | { readonly kind: 'after-commit' }

/** The store as one server process sees it, with the end of that process in the hands of the simulation. */
export interface ProcessStore {
  readonly store: Store
  die(death: Death): void
  /** The process stands still for so many milliseconds, transactions and all, as one that is suspended. */
  halt(milliseconds: number): void
  /** Takes back a death that has not come yet, and goes on. */
  spare(): void
  isDead(): boolean
}

class ProcessDied extends Error {}

/** A promise of a dead process. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** `onDeath` is called once, at the moment the process is gone. */
export function processStore(store: Store, random: Random, onDeath: () => void): ProcessStore {
  let dead = false
  let dies: Death | undefined
  let left = 0
  let rollBack: (error: Error) => void = () => undefined
  let busy: Promise<unknown> = Promise.resolve()
  let halted: Promise<void> | undefined
  let goOn: () => void = () => undefined

  /** The transaction is rolled back once the statement under way has ended: later ones would stand outside of it. */
  function kill(): void {
    if (dead) return
    dead = true
    const abort = () => rollBack(new ProcessDied())
    busy.then(abort, abort)
    onDeath()
  }

  /** The time of one operation, in which others get their turn, and in which the process may die. */
  async function takeTime(isInside: boolean): Promise<void> {
    const counts = dies?.kind === 'anywhere' || (isInside && dies?.kind === 'in-transaction')
    if (counts && --left <= 0) kill()
    if (dead) return never()
    if (random.chance(0.1)) await pause(random)
    if (halted) await halted
    if (dead) return never()
  }

  async function statement<T>(work: () => Promise<T>): Promise<T> {
    if (dead) return never()
    await takeTime(true)
    const answer = work()
    busy = answer
    const result = await answer
    return dead ? never() : result
  }

  async function transact<T>(work: (tx: StoreTx) => Promise<T>): Promise<T> {
    if (dead) return never()
    try {
      const result = await store.transact((tx) => {
        if (dead) throw new ProcessDied()
        return new Promise<T>((resolve, reject) => {
          rollBack = reject
          work(slowTx(tx, statement)).then(resolve, reject)
        })
      })
      if (dies?.kind === 'after-commit') kill()
      return dead ? await never<T>() : result
    } catch (error) {
      if (dead) return never()
      throw error
    }
  }

  const alive = <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    (async (...given: A) => {
      if (dead) return never<R>()
      await takeTime(false)
      const result = await work(...given)
      return dead ? never<R>() : result
    }) as (...given: A) => Promise<R>

  return {
    isDead: () => dead,
    halt(milliseconds) {
      goOn()
      halted = new Promise((resolve) => {
        goOn = resolve
        setTimeout(resolve, milliseconds)
      })
    },
    spare() {
      dies = undefined
      goOn()
      halted = undefined
    },
    die(death) {
      dies = death
      if (death.kind === 'in-transaction' || death.kind === 'anywhere') left = death.after
      if (death.kind === 'now') kill()
    },
    store: {
      ...store,
      transact,
      doc: alive(store.doc),
      docs: alive(store.docs),
      changesAfter: alive(store.changesAfter),
      hasChangesAfter: alive(store.hasChangesAfter),
      revisions: alive(store.revisions),
      gained: alive(store.gained),
      head: alive(store.head),
      epoch: alive(store.epoch),
      sequence: alive(store.sequence),
      ping: alive(store.ping),
      parked: { ready: alive(store.parked.ready), before: alive(store.parked.before) },
    },
  }
}

function pause(random: Random): Promise<void> {
  return new Promise((resolve) => {
    if (random.chance(0.5)) setImmediate(resolve)
    else setTimeout(resolve, 1 + random.below(20))
  })
}

function slowTx(tx: StoreTx, statement: <T>(work: () => Promise<T>) => Promise<T>): StoreTx {
  const entries = Object.entries(tx).map(
    ([name, work]: [string, (...given: unknown[]) => Promise<unknown>]) => [
      name,
      (...given: unknown[]) => statement(() => work(...given)),
    ],
  )
  return Object.fromEntries(entries) as StoreTx
}
