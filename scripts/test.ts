import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageDescription from '../package.json' with { type: 'json' }
import { countPlaywright, countStep, countVitest, noTests, type TestCount } from './test-count.ts'

/** One part of `npm test`: an npm script, and how its report is counted. */
interface Step {
  readonly script: string
  readonly args: readonly string[]
  readonly count: (report: unknown, succeeded: boolean) => TestCount
}

/** All steps together; what has not ended by then has failed. */
const totalMinutes = 36

const projectRoot = join(import.meta.dirname, '..')

function vitestStep(script: string): Step {
  return { script, args: ['--', '--reporter=default', '--reporter=json'], count: countVitest }
}

function plainStep(script: string): Step {
  return { script, args: [], count: countStep }
}

/** The steps of `npm run check`, one by one, so that a failure of one does not hide the others. */
function checkSteps(): readonly Step[] {
  return packageDescription.scripts.check
    .split('&&')
    .map((command) => command.replace('npm run', '').trim())
    .map((script) => (script === 'test:unit' ? vitestStep(script) : plainStep(script)))
}

const steps: readonly Step[] = [
  ...checkSteps(),
  plainStep('build'),
  vitestStep('test:integration'),
  { script: 'test:e2e', args: [], count: countPlaywright },
]

/** Runs a step with its output on ours and ends it, with all it started, at `endsAt`; true on success. */
function runScript(step: Step, reportFile: string, endsAt: number): Promise<boolean> {
  const reportFlag = step.args.length > 0 ? [`--outputFile.json=${reportFile}`] : []
  const child = spawn('npm', ['run', '--silent', step.script, ...step.args, ...reportFlag], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    detached: true,
  })
  const endGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  }
  const interrupted = (): void => {
    endGroup('SIGTERM')
    process.exit(130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const deadline = setTimeout(
    () => {
      console.error(`${step.script} is stopped: the tests may take ${totalMinutes} minutes in all`)
      endGroup('SIGKILL')
    },
    Math.max(0, endsAt - performance.now()),
  )
  return new Promise((resolve) => {
    const settle = (succeeded: boolean): void => {
      clearTimeout(deadline)
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      resolve(succeeded)
    }
    child.once('error', (error) => {
      console.error(error)
      settle(false)
    })
    child.once('exit', (code) => settle(code === 0))
  })
}

async function readReport(file: string): Promise<unknown> {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined
}

async function runStep(step: Step, reports: string, endsAt: number): Promise<TestCount> {
  console.log(`\n== ${step.script}`)
  const startedAt = performance.now()
  const reportFile = join(reports, `${step.script.replaceAll(':', '-')}.json`)
  const succeeded = await runScript(step, reportFile, endsAt)
  const count = step.count(await readReport(reportFile), succeeded)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const outcome = `${count.passed} passed, ${count.failed} failed`
  console.log(`== ${step.script}: ${succeeded ? 'ok' : 'FAILED'} in ${seconds} s (${outcome})`)
  return count
}

const reports = await mkdtemp(join(tmpdir(), 'satchel-test-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))
const endsAt = performance.now() + totalMinutes * 60_000
let total = noTests
for (const step of steps) {
  const count = await runStep(step, reports, endsAt)
  total = { passed: total.passed + count.passed, failed: total.failed + count.failed }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
