import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sourceFolders = ['main', 'renderer', 'shared', 'sync-server/portal/web']
const ignored = /\.test\.tsx?$|\.md$/

function newestChange(folder: string): number {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || ignored.test(entry.name)) continue
    newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  }
  return newest
}

/** True when `out/` holds a build made after the last change of anything that goes into it. */
export function isBuildCurrent(projectRoot: string): boolean {
  const entryPoint = join(projectRoot, 'out', 'main', 'index.js')
  if (!existsSync(entryPoint)) return false
  const builtAt = statSync(entryPoint).mtimeMs
  return sourceFolders
    .map((folder) => join(projectRoot, folder))
    .filter((folder) => existsSync(folder))
    .every((folder) => newestChange(folder) <= builtAt)
}
