import type { Id } from '#shared/kernel/ids.ts'
import type { Setting } from '#shared/settings/schema.ts'

/** A setting and those below it, in their order. */
export interface SettingNode {
  readonly setting: Setting
  readonly below: readonly SettingNode[]
}

/** Settings under a heading of another kind; undefined for those without one. */
export interface SettingBranch {
  readonly heading: Setting | undefined
  readonly nodes: readonly SettingNode[]
}

/** The order people see: by position, then by age. */
export function inOrder(settings: readonly Setting[]): readonly Setting[] {
  return settings.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/**
 * Settings as a tree by `parentId`. What lies below something that is not there, or below itself in a circle two
 * devices made together, stands at the top: nothing is lost from sight.
 */
export function settingTree(settings: readonly Setting[]): readonly SettingNode[] {
  const byId = new Map(settings.map((setting) => [setting.id, setting]))
  const below = (id: Id): SettingNode[] =>
    inOrder(settings.filter(({ parentId }) => parentId === id)).map((setting) => ({
      setting,
      below: below(setting.id),
    }))
  const tops = settings.filter(({ parentId, id }) => !byId.has(parentId) || isInCircle(id, byId))
  return inOrder(tops).map((setting) => ({
    setting,
    below: isInCircle(setting.id, byId) ? [] : below(setting.id),
  }))
}

function isInCircle(id: Id, byId: ReadonlyMap<Id, Setting>): boolean {
  const seen = new Set<Id>()
  for (let at = byId.get(id); at !== undefined; at = byId.get(at.parentId)) {
    if (seen.has(at.id)) return true
    seen.add(at.id)
  }
  return false
}

/** The tree under each heading, headings in their order; first what has none. */
export function settingBranches(
  settings: readonly Setting[],
  headings: readonly Setting[],
): readonly SettingBranch[] {
  const tree = settingTree(settings)
  const isUnder = (node: SettingNode, heading: Setting) => node.setting.parentId === heading.id
  const loose = tree.filter((node) => !headings.some((heading) => isUnder(node, heading)))
  return [
    { heading: undefined, nodes: loose },
    ...headings.map((heading) => ({ heading, nodes: tree.filter((node) => isUnder(node, heading)) })),
  ].filter(({ nodes }) => nodes.length > 0)
}

/** The setting and everything below it: what cannot be above it. */
export function withAllBelow(settings: readonly Setting[], id: Id): ReadonlySet<Id> {
  const found = new Set([id])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const each of settings) if (found.has(each.parentId)) found.add(each.id)
  }
  return found
}

/** Every setting with how deep it lies, for a list to choose from. */
export function flatTree(
  nodes: readonly SettingNode[],
  depth = 0,
): readonly { readonly setting: Setting; readonly depth: number }[] {
  return nodes.flatMap(({ setting, below }) => [{ setting, depth }, ...flatTree(below, depth + 1)])
}

/** The positions to write so that `id` stands at `to` among its siblings: as few as will do. */
export function movedPositions(
  siblings: readonly Setting[],
  id: Id,
  to: number,
): readonly { readonly setting: Setting; readonly position: number }[] {
  const moved = siblings.find((each) => each.id === id)
  if (moved === undefined) return []
  const order = siblings.filter((each) => each.id !== id).toSpliced(to, 0, moved)
  let last = -1
  return order.flatMap((setting) => {
    const position = setting !== moved && setting.position > last ? setting.position : last + 1
    last = position
    return position === setting.position ? [] : [{ setting, position }]
  })
}
