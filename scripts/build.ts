/** Builds everything that is served or packaged into out/: `npm run build`. */
import { existsSync, readdirSync, statSync } from 'node:fs'
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

async function main(): Promise<void> {
  process.chdir(ROOT)
  if (!existsSync(RENDERER_PAGE)) throw new Error(`${RENDERER_PAGE} is missing: there is no console to build`)
  console.log('Building the desktop program and the console (electron.vite.config.ts)')
  await buildDesktop({ root: ROOT, logLevel: 'warn' })
  if (!existsSync(PORTAL_CONFIG)) throw new Error(`${PORTAL_CONFIG} is missing: there is no portal to build`)
  console.log(`Building the portal (${PORTAL_CONFIG})`)
  await buildWeb({
    root: path.dirname(path.join(ROOT, PORTAL_CONFIG)),
    configFile: path.join(ROOT, PORTAL_CONFIG),
    logLevel: 'warn',
  })
  for (const part of readdirSync('out', { withFileTypes: true })) {
    if (part.isDirectory()) console.log(`out/${part.name}: ${kilobytes(path.join('out', part.name))} kB`)
  }
}

await main()
