import type { Asset } from '#shared/assets/schema.ts'
import { refuse } from '#shared/kernel/result.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'

/** A tag is printed and stuck on: within an organisation it is one asset's alone, also after that was deleted. */
export const assetHooks: CollectionHooks = {
  async check({ tx, before, after }: AcceptedWrite) {
    const [was, asset] = [before as Asset | undefined, after as Asset]
    const isSame = was?.tag === asset.tag && was.orgId === asset.orgId
    if (asset.tag === '' || isSame) return undefined
    // Whoever draws it waits for the others who do: two assets cannot take one tag at once.
    await tx.nextNumber(`asset-tags-checked/${asset.orgId}`)
    const found = await tx.find('assets', 'tag', asset.tag, { limit: 100 })
    const isTaken = found.some(({ doc }) => doc.id !== asset.id && (doc as Asset).orgId === asset.orgId)
    return isTaken ? refuse('tag-taken', 'tag', { tag: asset.tag }).refusal : undefined
  },
}
