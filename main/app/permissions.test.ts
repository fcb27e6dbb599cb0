import { expect, test } from 'vitest'
import { createIsOwnUrl } from './origin.ts'
import { isPermitted } from './permissions.ts'

const isOwnUrl = createIsOwnUrl(undefined)
const asks = (permission: string, url = 'app://bundle/index.html', media: readonly string[] = []) =>
  isPermitted({ permission, url, media }, isOwnUrl)

test('our page may notify, reach its server and keep its data', () => {
  expect(asks('notifications')).toBe(true)
  expect(asks('loopback-network', 'app://bundle')).toBe(true)
  expect(asks('local-network')).toBe(true)
  expect(asks('persistent-storage')).toBe(true)
})

test('everything not named is denied', () => {
  for (const permission of ['geolocation', 'midi', 'usb', 'hid', 'display-capture', 'openExternal']) {
    expect(asks(permission)).toBe(false)
  }
})

test('nobody else is granted anything', () => {
  expect(asks('notifications', 'https://example.org/')).toBe(false)
  expect(asks('notifications', 'app://bundle.example.org/')).toBe(false)
  expect(asks('notifications', '')).toBe(false)
})

test('the camera may be used, the microphone may not', () => {
  expect(asks('media', undefined, ['video'])).toBe(true)
  expect(asks('media', undefined, ['video', 'audio'])).toBe(false)
  expect(asks('media', undefined, [])).toBe(false)
})
