/**
 * Packages the built program for Linux without compressing it, on a stand-in for Electron's
 * distribution, and checks what came out. Run `npm run build` first; with a directory as argument it
 * checks that package instead, e.g. one made with the real distribution.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, Platform } from 'electron-builder'
import { inspectPackage, type PackageFindings } from './package-contents.ts'
import { writeStandInDist } from './stand-in-dist.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const EXECUTABLE = 'satchel'

/** Packages into `directory` and answers the unpacked package's path. */
async function packageForLinux(directory: string): Promise<string> {
  const electronDist = path.join(directory, 'electron')
  const output = path.join(directory, 'dist')
  writeStandInDist(electronDist)
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: path.join(ROOT, 'electron-builder.yml'),
      electronDist,
      directories: { buildResources: 'build', output },
    },
  })
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`
  return path.join(output, `linux${suffix}-unpacked`)
}

async function main(): Promise<void> {
  const given = process.argv[2]
  const work = mkdtempSync(path.join(os.tmpdir(), 'satchel-package-'))
  try {
    const unpacked = given ?? (await packageForLinux(work))
    const findings: PackageFindings = await inspectPackage(unpacked, EXECUTABLE)
    const wrong = Object.entries(findings).filter(([, list]) => list.length > 0)
    for (const [what, list] of wrong) console.error(`${what}: ${list.join(', ')}`)
    if (wrong.length === 0) console.log('The package holds what it should, and its fuses are set.')
    else process.exitCode = 1
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

await main()
