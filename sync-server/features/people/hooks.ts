import type { CollectionHooks } from '../../sync/hooks.ts'

/** Who sees less than before keeps nothing of it in their notices. */
export const personHooks: CollectionHooks = {
  async follow({ before, after, changed, forgetUnseen }) {
    const isSeeingLess = ['roles', 'active', 'deletedAt'].some((field) => changed.includes(field))
    if (before && isSeeingLess) await forgetUnseen(after.id)
  },
}
