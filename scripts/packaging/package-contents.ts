import { builtinModules } from 'node:module'
import path from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** Where everything in the package must lie, and what must be there. */
const ALLOWED = [
  /^package\.json$/,
  /^out\/main\/index\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/.+$/,
]
const REQUIRED = ['package.json', 'out/main/index.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** A fuse is one ASCII character in the binary. */
const FUSE_ON = '1'.charCodeAt(0)
const FUSE_OFF = '0'.charCodeAt(0)

const FUSES: Readonly<Record<string, readonly [FuseV1Options, boolean]>> = {
  runAsNode: [FuseV1Options.RunAsNode, false],
  cookieEncryption: [FuseV1Options.EnableCookieEncryption, true],
  nodeOptions: [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  nodeCliInspect: [FuseV1Options.EnableNodeCliInspectArguments, false],
  asarIntegrity: [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  onlyLoadAppFromAsar: [FuseV1Options.OnlyLoadAppFromAsar, true],
  fileProtocolPrivileges: [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
}

/** What is wrong with an unpacked package; every list is empty when it is right. */
export interface PackageFindings {
  readonly unexpectedFiles: readonly string[]
  readonly missingFiles: readonly string[]
  /** Modules the main bundle would look for in node_modules, which is not shipped. */
  readonly foreignImports: readonly string[]
  readonly wrongFuses: readonly string[]
  readonly wrongManifest: readonly string[]
}

/** Inspects the directory electron-builder made with `--dir`, e.g. `dist/linux-unpacked`. */
export async function inspectPackage(directory: string, executable: string): Promise<PackageFindings> {
  const asar = path.join(directory, 'resources/app.asar')
  const files = listPackage(asar, { isPack: false })
    .map((file) => file.replaceAll(path.sep, '/').replace(/^\//, ''))
    .filter((file) => path.posix.extname(file) !== '')
  const bundle = extractFile(asar, 'out/main/index.js').toString('utf8')
  return {
    unexpectedFiles: files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file))),
    missingFiles: REQUIRED.filter((file) => !files.includes(file)),
    foreignImports: foreignImports(bundle),
    wrongFuses: await wrongFuses(path.join(directory, executable)),
    wrongManifest: wrongManifest(extractFile(asar, 'package.json').toString('utf8')),
  }
}

/** Imports of an ES module bundle that are neither Electron's nor Node's own. */
export function foreignImports(bundle: string): string[] {
  const imports =
    /^\s*(?:import|export)\b[^'"\n]*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/gm
  const names = [...bundle.matchAll(imports)].map((match) => match[1] ?? match[2] ?? '')
  const isOwn = (name: string) =>
    name === 'electron' || name.startsWith('node:') || name.startsWith('.') || builtinModules.includes(name)
  return [...new Set(names.filter((name) => !isOwn(name)))]
}

async function wrongFuses(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(FUSES)
    .filter(([, [fuse, isOn]]) => Number(wire[fuse]) !== (isOn ? FUSE_ON : FUSE_OFF))
    .map(([name]) => name)
}

function wrongManifest(text: string): string[] {
  const manifest = JSON.parse(text) as Record<string, unknown>
  return ['scripts', 'devDependencies'].filter((field) => field in manifest)
}
