import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { guardAgainstOrphans } from '#tests/support/orphan-guard.ts'
import type { Fault } from '../fault.ts'

/** The database with all its processes stands still, and goes on. */
export const pausePostgres: Fault = {
  name: 'pause-postgres',
  async strike({ cluster }, random) {
    await pause(random.below(500))
    // New processes are the main one's: once that stands still there come no more.
    process.kill(cluster.pid(), 'SIGSTOP')
    const children = await childrenOf(cluster.pid())
    // Each is a process group of its own: who stands still does not end with the main one.
    const guard = guardAgainstOrphans('kill -s KILL "$@"', children.map(String))
    for (const pid of children) signal(pid, 'SIGSTOP')
    await pause(500 + random.below(2500))
    for (const pid of children) signal(pid, 'SIGCONT')
    process.kill(cluster.pid(), 'SIGCONT')
    guard.release()
  },
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The processes that a process started itself, from /proc. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    // After the name in brackets: the state, then the parent.
    const [, parentId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(parentId) === parent) found.push(Number(entry))
  }
  return found
}
