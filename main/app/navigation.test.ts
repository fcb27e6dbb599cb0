import { EventEmitter } from 'node:events'
import type { WebContents, WindowOpenHandlerResponse } from 'electron'
import { expect, test } from 'vitest'
import { guardNavigation } from './navigation.ts'

const OWN = 'app://bundle/index.html'

/** A window that is guarded, and what it lets happen. */
function aWindow() {
  const opened: string[] = []
  const state: { openWindow?: (details: { url: string }) => WindowOpenHandlerResponse } = {}
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: (details: { url: string }) => WindowOpenHandlerResponse) => {
      state.openWindow = handler
    },
  })
  guardNavigation(contents as unknown as WebContents, {
    isOwnUrl: (url) => url === OWN,
    openExternal: (url) => opened.push(url),
  })
  return {
    opened,
    /** True when the window goes there. */
    goes(url: string, isMainFrame = true): boolean {
      let isGoing = true
      const preventDefault = () => {
        isGoing = false
      }
      contents.emit('will-navigate', { url, isMainFrame, preventDefault })
      return isGoing
    },
    opens: (url: string) => state.openWindow?.({ url }).action,
  }
}

test('a window stays on its own page', () => {
  const { goes, opened } = aWindow()
  expect(goes(OWN)).toBe(true)
  expect([goes('https://example.org'), goes('file:///etc/passwd'), goes(OWN, false)]).toEqual([
    false,
    false,
    false,
  ])
  expect(opened).toEqual([])
})

test('a number that is clicked is called, and an address written to; a frame does neither', () => {
  const { goes, opened } = aWindow()
  expect([goes('tel:+33472000000'), goes('mailto:it@example.org'), goes('tel:+1', false)]).toEqual([
    false,
    false,
    false,
  ])
  expect(opened).toEqual(['tel:+33472000000', 'mailto:it@example.org'])
})

test('a second window opens in the browser, when the address may leave', () => {
  const { opens, opened } = aWindow()
  expect([opens('https://example.org/a'), opens('file:///etc/passwd')]).toEqual(['deny', 'deny'])
  expect(opened).toEqual(['https://example.org/a'])
})
