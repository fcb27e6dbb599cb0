import { spawn } from 'node:child_process'
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

describe('the simulation', { timeout: 150_000 }, () => {
  test('finds nothing in earlier failures and known seeds', async () => {
    const { code, output } = await simulate('--regressions', '--seeds', '40', '--minutes', '0.5')
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
