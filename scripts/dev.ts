import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** `npm run dev`: the server restarts and the bundles are built again whenever a file changes. */
const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)

const programs = [
  spawn(process.execPath, ['--watch', 'sync-server/main.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DEMO: '1', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info' },
  }),
  spawn(bin('electron-vite'), ['build', '--watch'], { cwd: root, stdio: 'inherit' }),
  spawn(bin('vite'), ['build', '--watch', '-c', 'sync-server/portal/web/vite.config.ts'], {
    cwd: root,
    stdio: 'inherit',
  }),
]

const stop = () => programs.forEach((program) => program.kill('SIGTERM'))
process.on('SIGINT', stop).on('SIGTERM', stop)
