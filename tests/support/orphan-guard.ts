import { spawn } from 'node:child_process'

/** Releases the guard once its owner has cleaned up by itself. */
export interface OrphanGuard {
  release(): void
}

/**
 * Runs a shell command when this process ends without releasing the guard, even by SIGKILL: the guard is a process
 * of its own that reads from a pipe which only this process holds open. Arguments reach the command as $1, $2, ...
 */
export function guardAgainstOrphans(command: string, args: readonly string[]): OrphanGuard {
  const script = `trap '' INT TERM HUP; if read -r released; then exit 0; fi; ${command}`
  const guard = spawn('/bin/sh', ['-c', script, 'orphan-guard', ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.once('error', (cause) => {
    throw new Error('the orphan guard needs /bin/sh', { cause })
  })
  guard.stdin.on('error', () => undefined)
  guard.unref()
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  return { release: () => guard.stdin.end('released\n') }
}
