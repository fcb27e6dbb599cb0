import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProcess, startProcess } from './child-process.ts'
import { createTempDir } from './temp-dir.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('a program that fails reports its output', async () => {
  await expect(runProcess('sh', ['-c', 'echo "disk full" >&2; exit 3'])).rejects.toThrow(
    /ended with 3:\ndisk full/,
  )
})

test('a program that cannot be executed is an error at once', async () => {
  await expect(startProcess('/no/such/program', [])).rejects.toThrow(/ENOENT/)
})

test('output can be awaited, and its absence is reported when the program ends', async () => {
  const run = await startProcess('sh', ['-c', 'echo ready; exec sleep 60'])
  await run.waitForOutput('ready', 5000)
  const waiting = run.waitForOutput('never', 5000)
  await run.stop()
  await expect(waiting).rejects.toThrow(/ended without "never"/)
})

test('a program that ignores the request to stop is killed with its children', async () => {
  const script = `trap '' TERM; sleep 60 & echo "child $!"; while :; do wait; done`
  const run = await startProcess('sh', ['-c', script])
  await run.waitForOutput('\n', 5000)
  const child = Number(/child (\d+)/.exec(run.output())?.[1])
  expect(await run.stop('SIGTERM', 50)).toEqual({ code: null, signal: 'SIGKILL' })
  await until(() => !isAlive(child))
})

test('programs and directories are gone after their owner was killed', async () => {
  const owner = `
    import { startProcess } from ${JSON.stringify(join(import.meta.dirname, 'child-process.ts'))};
    import { createTempDir } from ${JSON.stringify(join(import.meta.dirname, 'temp-dir.ts'))};
    const dir = await createTempDir('orphan');
    const run = await startProcess('sleep', ['60']);
    console.log(JSON.stringify({ pid: run.pid, path: dir.path }) + ';');
    setInterval(() => undefined, 1000);
  `
  const dir = await createTempDir('owner')
  const run = await startProcess(process.execPath, ['--input-type=module', '-e', owner], {
    cwd: dir.path,
  })
  await run.waitForOutput(';', 10_000)
  const orphan = JSON.parse(run.output().split(';')[0] ?? '') as { pid: number; path: string }
  expect(isAlive(orphan.pid)).toBe(true)
  process.kill(run.pid, 'SIGKILL')
  await until(() => !isAlive(orphan.pid) && !existsSync(orphan.path))
  await dir.remove()
})
