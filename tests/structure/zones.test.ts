import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const bin = (name: string) => path.join(root, 'node_modules/.bin', name)
let house = ''

beforeEach(() => {
  house = mkdtempSync(path.join(os.tmpdir(), 'satchel-zones-'))
})
afterEach(() => rmSync(house, { recursive: true, force: true }))

function plant(file: string, source: string): void {
  mkdirSync(path.dirname(path.join(house, file)), { recursive: true })
  writeFileSync(path.join(house, file), source)
}

function lint(): { status: number | null; output: string } {
  plant(
    'oxlint.config.ts',
    `export { default } from ${JSON.stringify(path.join(root, 'oxlint.config.ts'))}\n`,
  )
  const run = spawnSync(bin('oxlint'), [], { cwd: house, encoding: 'utf8' })
  return { status: run.status, output: run.stdout + run.stderr }
}

const violations = [
  ['the renderer reaches into the server', 'renderer/app/x.ts', '#sync-server/store/store.ts'],
  [
    'the renderer climbs into the server',
    'renderer/features/tickets/x.ts',
    '../../../sync-server/store/store.ts',
  ],
  ['the renderer imports electron', 'renderer/app/x.ts', 'electron'],
  ['main reaches into the renderer', 'main/app/x.ts', '#renderer/app/entry.ts'],
  ['the server imports main', 'sync-server/app/x.ts', '#main/app/index.ts'],
  ['shared imports the server', 'shared/tickets/x.ts', '#sync-server/store/store.ts'],
  ['a shared feature calls an act', 'shared/tickets/x.ts', '../acts/write.ts'],
  ['shared imports a package', 'shared/kernel/x.ts', 'date-fns'],
  ['shared imports node', 'shared/kernel/x.ts', 'node:fs'],
  ["a shared feature imports another's rules", 'shared/messages/x.ts', '../tickets/rules.ts'],
  ['a feature imports its sibling', 'renderer/features/search/x.ts', '../tickets/ticket-list.tsx'],
  ['a feature imports a page', 'renderer/features/tickets/x.ts', '#renderer/pages/tickets-page.tsx'],
  ['the design system knows a feature', 'renderer/ui/x.ts', '#renderer/features/tickets/ticket-list.tsx'],
  ['the replica knows a feature', 'renderer/replica/x.ts', '#renderer/features/tickets/ticket-list.tsx'],
  ['sync names a feature', 'sync-server/sync/x.ts', '#shared/tickets/rules.ts'],
  ['sync imports mail', 'sync-server/sync/x.ts', '../mail/receive.ts'],
  ['SQL leaves the store', 'sync-server/portal/x.ts', 'kysely'],
] as const

describe('the house has walls', () => {
  test.for(violations)('%s: the check fails', ([, file, specifier]) => {
    plant(file, `import { value } from '${specifier}'\n\nexport const other = value\n`)
    const { status, output } = lint()
    expect(output).toContain('no-restricted-imports')
    expect(status).not.toBe(0)
  })

  test('what the zones allow passes', () => {
    plant(
      'renderer/features/tickets/x.ts',
      "import { value } from '#shared/tickets/rules.ts'\n\nexport const other = value\n",
    )
    plant(
      'shared/messages/x.ts',
      "import { value } from '../tickets/schema.ts'\n\nexport const other = value\n",
    )
    plant(
      'sync-server/sync/x.ts',
      "import { value } from '#shared/collections.ts'\n\nexport const other = value\n",
    )
    expect(lint()).toMatchObject({ status: 0 })
  })

  test('a cycle fails the check', () => {
    plant('shared/kernel/a.ts', "import { b } from './b.ts'\n\nexport const a = () => b\n")
    plant('shared/kernel/b.ts', "import { a } from './a.ts'\n\nexport const b = () => a\n")
    expect(lint().output).toContain('no-cycle')
  })

  test.for([
    ['the DOM', 'export const title = document.title\n'],
    ['Node', 'export const home = process.env\n'],
  ] as const)('shared does not know %s: the types fail', ([, source]) => {
    plant('shared/x.ts', source)
    const config = {
      extends: path.join(root, 'shared/tsconfig.json'),
      compilerOptions: { incremental: false, tsBuildInfoFile: null },
      include: ['shared/x.ts'],
      exclude: [],
    }
    plant('tsconfig.json', JSON.stringify(config))
    const run = spawnSync(bin('tsc'), ['-p', house], { encoding: 'utf8' })
    expect(run.stdout).toMatch(/TS2(304|584|591|580)/)
    expect(run.status).not.toBe(0)
  })
})
