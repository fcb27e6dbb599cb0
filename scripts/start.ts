import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_SEED } from '#sync-server/demo/demo-desk.ts'
import { demoAgents, demoRequesters } from '#sync-server/demo/people.ts'
import { chance } from '#sync-server/demo/random.ts'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { isBuildCurrent } from './build-freshness.ts'

/** `npm start`: builds when needed, serves the demo desk on SQLite, and opens the desktop app where it can. */
const root = join(import.meta.dirname, '..')
const port = process.env['PORT'] ?? '4170'
const address = `http://127.0.0.1:${port}`
const demo = (process.env['DEMO'] ?? '1') === '1'
const READY_DEADLINE_MS = 120_000

function build(): void {
  if (isBuildCurrent(root)) return
  console.log('Building Satchel (about half a minute, only after a change) …')
  const run = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' })
  if (run.status !== 0) process.exit(run.status ?? 1)
}

function startServer(): ChildProcess {
  return spawn(process.execPath, ['sync-server/main.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { LOG_LEVEL: 'warn', ...process.env, PORT: port, DEMO: demo ? '1' : '0' },
  })
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok
  } catch {
    return false
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_DEADLINE_MS
  while (!(await isReady())) {
    if (server.exitCode !== null) process.exit(server.exitCode)
    if (performance.now() > deadline) throw new Error(`The server did not answer at ${address}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Path of Electron's binary when it was downloaded, else undefined. */
function electronBinary(): string | undefined {
  const folder = join(root, 'node_modules/electron')
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer)) return undefined
  const binary = join(folder, 'dist', readFileSync(pointer, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

function greet(binary: string | undefined): void {
  const lines = [
    '',
    `  Satchel is running.`,
    '',
    `  Console (agents)      ${address}/console/`,
    `  Portal (end users)    ${address}/portal/`,
    `  API documentation     ${address}/api/docs`,
    '',
  ]
  console.log(lines.join('\n'))
  if (demo) {
    console.log(`  Demo accounts, password ${DEMO_PASSWORD}:`)
    for (const agent of demoAgents()) {
      console.log(`    ${(agent.roles[0]?.role ?? '').padEnd(14)} ${agent.emails[0] ?? ''}`)
    }
    const [requester] = demoRequesters(chance(DEMO_SEED), 1)
    console.log(`    ${'requester'.padEnd(14)} ${requester?.emails[0] ?? ''}  (portal)`)
  }
  console.log(
    binary
      ? '\n  The desktop app opens now. Ctrl+C ends everything.\n'
      : '\n  The desktop app needs Electron’s binary (npx install-electron); the console runs in the browser as well.\n  Ctrl+C ends the server.\n',
  )
}

build()
const server = startServer()
const stop = () => server.kill('SIGTERM')
process.on('SIGINT', stop).on('SIGTERM', stop)
server.on('exit', (code) => process.exit(code ?? 0))
await untilReady(server)
const binary = electronBinary()
greet(binary)
if (binary && !process.env['CI']) {
  const app = spawn(binary, ['.'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SATCHEL_SERVER_URL: address },
  })
  app.on('exit', stop)
}
