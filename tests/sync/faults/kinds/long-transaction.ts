import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { systemActor } from '#shared/kernel/actor.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import type { Fault } from '../fault.ts'

/** Ends a long transaction as if it had never been. */
class ChangedItsMind extends Error {}

/**
 * A transaction stays open that has its change rows already and holds the counter of ticket numbers, while others
 * commit after it; then it commits, or is undone.
 */
export const longTransaction: Fault = {
  name: 'long-transaction',
  async strike({ withStore, orgId }, random) {
    const openMs = 1500 + random.below(2500)
    const isUndone = random.chance(0.4)
    await pause(random.below(300))
    await withStore(async (store) => {
      const features = createHooks({ mailDomain: 'desk.example' })
      const hooks = {
        ...features,
        tickets: {
          ...features.tickets,
          async follow(accepted: Parameters<NonNullable<NonNullable<typeof features.tickets>['follow']>>[0]) {
            await features.tickets?.follow?.(accepted)
            await pause(openMs)
            if (isUndone) throw new ChangedItsMind()
          },
        },
      }
      const sync = createSync({ store, hooks, clock: () => new Date().toISOString() })
      const patch = { title: `w-${v7()}`, orgId, label: 'NEW-2222' }
      try {
        await sync.write(systemActor('nobody'), v7(), [
          { collection: 'tickets', docId: v7(), op: 'create', patch },
        ])
      } catch (error) {
        if (!(error instanceof ChangedItsMind)) throw error
      } finally {
        await sync.stop()
      }
    })
  },
}
