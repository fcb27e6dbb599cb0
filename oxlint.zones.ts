import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Files, and the import specifiers (as regular expressions) they may not use, with the reason. */
export interface Zone {
  readonly files: readonly string[]
  readonly forbidden: readonly { readonly regex: string; readonly message: string }[]
}

const root = import.meta.dirname

function foldersIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

/** Matches `#zone/…` and a relative path that climbs into it. */
const into = (zone: string) => `(^#${zone}/)|(^(\\.\\./)+${zone}/)`

/** Packages other than one, written without look-around: `[^.#t]|t[^y]|ty[^p]…`. */
function anythingBut(name: string): string {
  const steps = [...name].map((letter, at) => `${name.slice(0, at)}[^${at === 0 ? '.#' : ''}${letter}]`)
  return `^(${steps.join('|')}|${name}[^/])`
}

const electronOnly = {
  regex: '^electron($|/)',
  message: 'Only main/ imports electron; the renderer goes through renderer/platform.',
}
const databaseOnly = {
  regex: '^(pg|kysely|kysely/.*|node:sqlite)$',
  message: 'SQL lives in sync-server/store/* alone.',
}

function programs(): Zone[] {
  const all = ['main', 'renderer', 'sync-server', 'tests']
  const zone = (name: string, allowed: readonly string[], extra: Zone['forbidden']): Zone => ({
    files: [`${name}/**`],
    forbidden: [
      ...[...all, 'shared']
        .filter((other) => other !== name && !allowed.includes(other))
        .map((other) => ({ regex: into(other), message: `${name}/ may not import ${other}/.` })),
      ...extra,
    ],
  })
  return [
    zone('main', ['shared'], [databaseOnly]),
    zone('renderer', ['shared'], [electronOnly, databaseOnly]),
    zone('sync-server', ['shared'], [electronOnly]),
    zone(
      'shared',
      [],
      [electronOnly, { regex: anythingBut('typebox'), message: 'shared/ imports itself and TypeBox only.' }],
    ),
  ]
}

/** A feature of shared may use another's schema, never its rules; what writes into several of them lies in acts/. */
function sharedFeatures(): Zone[] {
  const common = new Set(['kernel', 'protocol', 'policy', 'ipc', 'locales'])
  const features = foldersIn('shared').filter((name) => !common.has(name))
  const restricted = features.filter((name) => name !== 'acts')
  return restricted.map((name) => ({
    files: [`shared/${name}/**`],
    forbidden: features
      .filter((other) => other !== name)
      .map((other) => ({
        regex: `^\\.\\./${other}/(${inside(other).join('|')})$`,
        message: "Another feature's schema.ts only, never its rules.",
      })),
  }))
}

/** The modules of a shared feature that are its own business. */
function inside(feature: string): string[] {
  const files = readdirSync(path.join(root, 'shared', feature)).filter((name) => name !== 'schema.ts')
  return files.map((name) => name.replaceAll('.', '\\.'))
}

/** In the renderer: app → pages → features → replica, platform, ui; features do not know each other. */
function rendererLayers(): Zone[] {
  const above = (name: string, layers: readonly string[]): Zone => ({
    files: [`renderer/${name}/**`],
    forbidden: layers.map((layer) => ({
      regex: `(^#renderer/${layer}/)|(^(\\.\\./)+${layer}/)`,
      message: `renderer/${name} may not import renderer/${layer}.`,
    })),
  })
  const features = foldersIn('renderer/features')
  return [
    above('pages', ['app']),
    above('replica', ['app', 'pages', 'features', 'ui', 'platform']),
    above('platform', ['app', 'pages', 'features', 'ui', 'replica']),
    above('ui', ['app', 'pages', 'features', 'replica', 'platform']),
    ...features.map((name) => {
      const zone = above(`features/${name}`, ['app', 'pages'])
      const others = features.filter((other) => other !== name).join('|') || 'none'
      const regex = `(^#renderer/features/(${others})/)|(^(\\.\\./)+(${others})/)`
      return {
        ...zone,
        forbidden: [...zone.forbidden, { regex, message: 'Sibling features meet in a page.' }],
      }
    }),
  ]
}

function serverLayers(): Zone[] {
  const features = foldersIn('shared').filter((name) => !['kernel', 'protocol', 'policy'].includes(name))
  const others = foldersIn('sync-server').filter((name) => name !== 'store')
  const outside = others.filter((name) => name !== 'sync')
  return [
    {
      files: ['sync-server/sync/**'],
      forbidden: [
        {
          regex: `(^#shared/(${features.join('|')})/)|(^(\\.\\./|#sync-server/)(${outside.join('|')})/)`,
          message: 'sync/ knows collections through shared/collections.ts alone.',
        },
      ],
    },
    ...outside.map((name) => ({
      files: [`sync-server/${name}/**`, 'sync-server/*.ts'],
      forbidden: [databaseOnly],
    })),
  ]
}

/**
 * Who may import whom, as one list in which every file meets a single entry per lint override: oxlint lets an
 * override replace the rule, so the rules of all zones a folder lies in are joined here.
 */
export function zones(): Zone[] {
  const every = [...programs(), ...sharedFeatures(), ...rendererLayers(), ...serverLayers()]
  return every.map((zone) => {
    const wider = every.filter(
      (other) => other !== zone && other.files.some((outer) => covers(outer, zone.files[0] ?? '')),
    )
    return { files: zone.files, forbidden: [...wider.flatMap((other) => other.forbidden), ...zone.forbidden] }
  })
}

function covers(outer: string, inner: string): boolean {
  return outer !== inner && outer.endsWith('/**') && inner.startsWith(outer.slice(0, -2))
}
