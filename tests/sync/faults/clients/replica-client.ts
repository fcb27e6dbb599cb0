import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Client, ClientRecord, ClientSettings, ClientState, Copy } from './client.ts'
import type { Question, Reply } from './replica-worker.ts'

/** The console's own replica, in a thread of its own: RxDB opens thirteen collections in one realm at most. */
export async function startReplicaClient(settings: ClientSettings): Promise<Client> {
  const worker = new Worker(join(import.meta.dirname, 'replica-worker.ts'), { workerData: settings })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let count = 0
  const expect = (id: number): Promise<unknown> => {
    const reply = Promise.withResolvers<unknown>()
    waiting.set(id, reply)
    return reply.promise
  }
  const ask = <T>(question: Question['ask']): Promise<T> => {
    count += 1
    const reply = expect(count)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
    worker.postMessage({ id: count, ask: question } satisfies Question)
    return reply as Promise<T>
  }
  worker.on('message', ({ id, value, error }: Reply) => {
    const reply = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) reply?.resolve(value)
    else reply?.reject(new Error(error))
  })
  worker.on('error', (error) => {
    for (const reply of waiting.values()) reply.reject(error)
  })
  await expect(0)
  return {
    write: (isWriting) => ask<undefined>(isWriting ? 'write' : 'rest'),
    state: () => ask<ClientState>('state'),
    copy: () => ask<Copy>('copy'),
    record: () => ask<ClientRecord>('record'),
    async stop() {
      await ask('stop')
      await worker.terminate()
    },
  }
}
