import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Job, JobResult } from './worker.ts'

/** Simulations after which a worker is replaced: killed programs are never quite gone from a process. */
const JOBS_PER_WORKER = 150

/** Runs jobs in `workers` processes while `goesOn`; `judge` gets each result as it comes. */
export async function runJobs(
  jobs: readonly Job[],
  workers: number,
  goesOn: () => boolean,
  judge: (result: JobResult) => void,
): Promise<void> {
  const queue = [...jobs]
  const work = async () => {
    while (queue.length > 0 && goesOn()) await oneWorker(queue, goesOn, judge)
  }
  await Promise.all(Array.from({ length: Math.min(workers, queue.length) }, work))
}

/** One process for as many jobs as it may do. */
async function oneWorker(
  queue: Job[],
  goesOn: () => boolean,
  judge: (result: JobResult) => void,
): Promise<void> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  try {
    await message(child)
    for (let done = 0; done < JOBS_PER_WORKER && goesOn(); done++) {
      const job = queue.shift()
      if (!job) return
      child.send(job)
      judge((await message(child)) as JobResult)
    }
  } finally {
    if (child.connected) child.disconnect()
  }
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A worker ended with ${code}.`))
    child.once('exit', ended)
    child.once('message', (value) => {
      child.off('exit', ended)
      resolve(value)
    })
  })
}
