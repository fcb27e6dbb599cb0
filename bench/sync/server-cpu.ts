import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's clock in a second; Linux shows 100 to programs whatever it uses itself. */
const TICKS_PER_SECOND = 100

interface Usage {
  readonly parent: number
  readonly seconds: number
  /** Of children that have ended. */
  readonly endedSeconds: number
}

/** Fields of /proc/<pid>/stat by proc_pid_stat(5): 4 ppid, 14 utime, 15 stime, 16 cutime, 17 cstime. */
function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, utime = 0, stime = 0, cutime = 0, cstime = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    )
    return {
      parent,
      seconds: (utime + stime) / TICKS_PER_SECOND,
      endedSeconds: (cutime + cstime) / TICKS_PER_SECOND,
    }
  } catch {
    return undefined
  }
}

/** Seconds of processor time that a process and its children have used so far, in user and kernel mode. */
export function cpuSeconds(pid: number): number {
  const own = usageOf(pid)
  if (!own) return 0
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => usageOf(Number(name)))
    .filter((usage) => usage?.parent === pid)
  const ofChildren = children.reduce((sum, usage) => sum + (usage?.seconds ?? 0), 0)
  return own.seconds + own.endedSeconds + ofChildren
}
