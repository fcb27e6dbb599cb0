/** Builds everything that is served or packaged into out/: `npm run build`. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { build as buildDesktop } from 'electron-vite'
import { build as buildWeb } from 'vite'

const ROOT = path.join(import.meta.dirname, '..')
const RENDERER_PAGE = 'renderer/index.html'
const PORTAL_CONFIG = 'sync-server/portal/web/vite.config.ts'

/** Size of a directory's files in kB. */
function kilobytes(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
  const bytes = files
    .filter((file) => file.isFile())
    .map((file) => statSync(path.join(file.parentPath, file.name)).size)
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1000)
}

async function buildPortal(): Promise<void> {
  console.log(`Building the portal (${PORTAL_CONFIG})`)
  const configFile = path.join(ROOT, PORTAL_CONFIG)
  await buildWeb({ root: path.dirname(configFile), configFile, logLevel: 'warn' })
}

async function main(): Promise<void> {
  process.chdir(ROOT)
  if (!existsSync(RENDERER_PAGE)) throw new Error(`${RENDERER_PAGE} is missing: there is no console to build`)
  console.log('Building the desktop program and the console (electron.vite.config.ts)')
  await buildDesktop({ root: ROOT, logLevel: 'warn' })
  if (existsSync(PORTAL_CONFIG)) await buildPortal()
  else console.error(`No portal is built: ${PORTAL_CONFIG} does not exist`)
  for (const part of readdirSync('out', { withFileTypes: true })) {
    if (part.isDirectory()) console.log(`out/${part.name}: ${kilobytes(path.join('out', part.name))} kB`)
  }
}

try {
  await main()
} catch (error) {
  // Half a build must not pass for a current one: its age is read from out/main.
  rmSync(path.join(ROOT, 'out/main'), { recursive: true, force: true })
  throw error
}
