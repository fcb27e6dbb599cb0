import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const PROGRAM = join(import.meta.dirname, 'sim', 'main.ts')

/** Runs the simulation as its users do, in processes of its own: it replaces time itself. */
function simulate(
  ...given: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const hear = (text: string) => (output += text)
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code, output }))
  })
}

/** The hash of each trace, by its seed. */
function hashes(output: string): string[] {
  return [...output.matchAll(/^seed \d+: [0-9a-f]{16}$/gm)].map(([line]) => line).sort()
}

/** What sync consists of, and what tests it. */
const CODE = ['shared/protocol', 'shared/policy', 'renderer/replica', 'sync-server/sync', 'tests/sync/sim']

/**
 * The first of some seeds that follow from the code: every change of it gets others, and the same code the same ones,
 * so that a failure is there again when somebody looks.
 */
function freshSeed(): number {
  const root = join(import.meta.dirname, '..', '..')
  const files = CODE.flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(root, dir, name)),
  )
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(readFileSync(file))
  return 1_000_000 + (hash.digest().readUInt32BE() % 1_000_000_000)
}

describe('the simulation', { timeout: 150_000 }, () => {
  test('finds nothing in earlier failures and known seeds', async () => {
    const { code, output } = await simulate('--regressions', '--seeds', '25', '--minutes', '0.4')
    expect(output).toMatch(/ 0 violations\n$/)
    expect(code).toBe(0)
  })

  test('finds nothing in seeds that are fresh to this code', async () => {
    const first = String(freshSeed())
    console.log(`fresh seeds: npm run sim -- --seed ${first} --seeds 25`)
    const { code, output } = await simulate('--seed', first, '--seeds', '25', '--minutes', '0.5')
    expect(output).toMatch(/ 0 violations\n$/)
    expect(code).toBe(0)
  })

  test('shows the same to the last line when a seed runs again', async () => {
    const given = ['--seed', '6', '--seeds', '3', '--trace'] as const
    const [once, again] = [await simulate(...given, '--jobs', '1'), await simulate(...given, '--jobs', '2')]
    expect(hashes(once.output)).toHaveLength(3)
    expect(hashes(again.output)).toEqual(hashes(once.output))
  })

  test('notices a bug that is planted', async () => {
    const { output } = await simulate('--plant', 'whole-document-push')
    expect(output).toMatch(/caught 1\/1\n$/)
  })
})
