import type { CDPSession, Page } from '@playwright/test'

interface Reply {
  readonly id: number
  readonly result: { readonly usedSize: number; readonly backingStorageSize?: number }
}

/** Bytes that the page's worker holds after everything unreachable was collected. */
export async function workerHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId))
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  const sessionId = await attached
  await ask(session, sessionId, 1, 'HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = await ask(session, sessionId, 2, 'Runtime.getHeapUsage')
  await session.detach()
  return usedSize + backingStorageSize
}

async function ask(
  session: CDPSession,
  sessionId: string,
  id: number,
  method: string,
): Promise<Reply['result']> {
  const replied = new Promise<Reply['result']>((resolve) => {
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const reply = JSON.parse(message) as Reply
      if (reply.id === id) resolve(reply.result)
    })
  })
  await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
  return replied
}
