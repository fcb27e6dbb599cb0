import { cdp } from './host.ts'
import type { Protocol } from './cdp.ts'
import { HostEvent } from './host-event.ts'
import { fromWeb, handlerOf, toWeb, webPatterns } from './schemes.ts'
import { WebContents } from './web-contents.ts'

type Paused = Protocol.Fetch.requestPausedPayload

/** Sends every request of an app scheme to its handler, and asks the app about every navigation. */
export async function interceptRequests(): Promise<void> {
  cdp().on('Fetch.requestPaused', (paused) => {
    answer(paused)
      .catch((error: unknown) => {
        console.error('electron-host: a request could not be answered:', error)
        return cdp().send('Fetch.failRequest', {
          requestId: paused.requestId,
          errorReason: 'Failed',
        })
      })
      .catch(() => undefined)
  })
  const patterns: Protocol.Fetch.RequestPattern[] = [
    ...webPatterns().map((urlPattern) => ({ urlPattern })),
    { urlPattern: '*', resourceType: 'Document' },
  ]
  await cdp().send('Fetch.enable', { patterns })
}

async function answer(paused: Paused): Promise<void> {
  const { requestId, request } = paused
  const url = fromWeb(request.url)
  if (paused.resourceType === 'Document' && !mayNavigate(paused.frameId, url)) {
    await cdp().send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  } else if (url === request.url) {
    await cdp().send('Fetch.continueRequest', { requestId })
  } else {
    await fulfil(paused, url)
  }
}

/** Asks as Electron does: `will-frame-navigate` for any frame, `will-navigate` for the top one. */
function mayNavigate(frameId: string, url: string): boolean {
  const contents = WebContents.ofFrame(frameId)
  if (!contents) return true
  const isMainFrame = contents.targetId === frameId
  if (isMainFrame && contents.expected.delete(url)) return true
  const event = new HostEvent({ url, isMainFrame, isSameDocument: false })
  contents.emit('will-frame-navigate', event)
  if (isMainFrame) contents.emit('will-navigate', event, url)
  return !event.defaultPrevented
}

async function fulfil({ requestId, request }: Paused, url: string): Promise<void> {
  const handler = handlerOf(url)
  if (!handler) throw new Error(`no handler for ${url}`)
  const { method, headers } = request
  const response = await handler(new Request(url, { method, headers }))
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    value: name === 'location' ? toWeb(value) : value,
  }))
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  await cdp().send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders,
    body,
  })
}
