import { expect, test, vi } from 'vitest'
import { browserPlatform, serverOfPage, titleWithCount, type BrowserWindow } from './browser.ts'

function aStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}

const aWindow = (overrides: Partial<BrowserWindow> = {}): BrowserWindow => ({
  document: { title: 'Tickets' } as Document,
  localStorage: aStorage(),
  location: { href: 'https://desk.example.org/console/#/tickets' } as Location,
  navigator: { userAgent: 'a browser' } as Navigator,
  open: () => null,
  focus: () => undefined,
  ...overrides,
})

test('the server is where the page comes from', () => {
  expect(serverOfPage('https://desk.example.org/console/')).toBe('https://desk.example.org')
  expect(serverOfPage('https://example.org/help/console/#/a')).toBe('https://example.org/help')
  expect(serverOfPage('http://127.0.0.1:8090/')).toBe('http://127.0.0.1:8090')
})

test('the server cannot be changed', async () => {
  expect(await browserPlatform(aWindow()).setServerUrl('https://other.example.org')).toMatchObject({
    refusal: { code: 'fixed-server' },
  })
})

test('the session stays in the browser’s storage', async () => {
  const localStorage = aStorage()
  const platform = browserPlatform(aWindow({ localStorage }))
  expect(await platform.setSecret('session-token', 'sesame')).toBe('system')
  const again = browserPlatform(aWindow({ localStorage }))
  expect(await again.getSecret('session-token')).toBe('sesame')
  await again.deleteSecret('session-token')
  expect(await platform.getSecret('session-token')).toBeUndefined()
})

test('without storage the session is kept in memory, and that is said', async () => {
  const forbidden = {
    setItem() {
      throw new DOMException('denied', 'SecurityError')
    },
  } as unknown as Storage
  const platform = browserPlatform(aWindow({ localStorage: forbidden }))
  expect(await platform.setSecret('session-token', 'sesame')).toBe('memory')
  expect(await platform.getSecret('session-token')).toBe('sesame')
  expect((await platform.info()).keychain).toBe('memory')
})

test('the title counts what needs the person', () => {
  expect(titleWithCount('Tickets', 3)).toBe('(3) Tickets')
  expect(titleWithCount('(3) Tickets', 4)).toBe('(4) Tickets')
  expect(titleWithCount('(3) Tickets', 0)).toBe('Tickets')
  const window = aWindow()
  browserPlatform(window).setWaiting({ waiting: 9, needsYou: 2, label: '' })
  expect(window.document.title).toBe('(2) Tickets')
})

test('only web and mail addresses are opened', async () => {
  const open = vi.fn<BrowserWindow['open']>(() => null)
  const platform = browserPlatform(aWindow({ open }))
  expect((await platform.openExternal('javascript:alert(1)')).ok).toBe(false)
  expect(open).not.toHaveBeenCalled()
  expect((await platform.openExternal('https://example.org/')).ok).toBe(true)
  expect(open).toHaveBeenCalledWith('https://example.org/', '_blank', 'noopener,noreferrer')
})

test('a clicked notification leads to its ticket', async () => {
  let click: () => void = () => undefined
  class GrantedNotification {
    static readonly permission = 'granted'
    addEventListener(_name: string, listener: () => void) {
      click = listener
    }
  }
  const window = aWindow({ Notification: GrantedNotification as unknown as typeof Notification })
  const platform = browserPlatform(window)
  const opened: string[] = []
  platform.onDeepLink((link) => opened.push(link.id))
  expect((await platform.notify({ title: 'SLA', body: '', ticketId: 't-1' })).ok).toBe(true)
  click()
  expect(opened).toEqual(['t-1'])
})

test('permission is asked for on a click, never by a notification', async () => {
  const requestPermission = vi.fn(async () => 'granted')
  const undecided = { permission: 'default', requestPermission } as unknown as typeof Notification
  const platform = browserPlatform(aWindow({ Notification: undecided }))
  expect((await platform.notify({ title: 'SLA', body: '', ticketId: '' })).ok).toBe(false)
  expect(requestPermission).not.toHaveBeenCalled()
  expect((await platform.permitNotices()).ok).toBe(true)
  expect(requestPermission).toHaveBeenCalledOnce()
})

test('a browser without permission says no', async () => {
  const denied = { permission: 'denied' } as unknown as typeof Notification
  const notice = { title: 'SLA', body: '', ticketId: '' }
  expect(await browserPlatform(aWindow({ Notification: denied })).notify(notice)).toMatchObject({
    refusal: { code: 'notifications-denied' },
  })
  expect(await browserPlatform(aWindow()).notify(notice)).toMatchObject({
    refusal: { code: 'notifications-unavailable' },
  })
})
