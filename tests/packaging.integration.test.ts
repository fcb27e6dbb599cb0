import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..')

test('the package holds the three bundles and nothing else, with its fuses set', { timeout: 180_000 }, () => {
  const run = (script: string) =>
    spawnSync(process.execPath, [script], { cwd: ROOT, encoding: 'utf8', env: process.env })
  const build = run('scripts/build.ts')
  expect(build.status, build.stdout + build.stderr).toBe(0)
  const check = run('scripts/packaging/check-package.ts')
  expect(check.status, check.stdout + check.stderr).toBe(0)
  expect(check.stdout).toContain('The package holds what it should')
})
