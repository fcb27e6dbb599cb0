import { connect, createServer } from 'node:net'
import type { RunningProcess } from './child-process.ts'

/** A TCP port on 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('the probe has no port')
  return address.port
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Resolves when `program` listens on the port; throws with its output when it ends first or 20 s pass. */
export async function waitUntilListening(port: number, program: RunningProcess): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await accepts(port))) {
    if (!program.isRunning() || performance.now() > deadline) {
      throw new Error(`nobody listens on port ${port}:\n${program.output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
