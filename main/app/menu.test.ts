import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { MENU_COMMANDS } from '#shared/ipc/channels.ts'
import { menuTemplate, type MenuInput } from './menu.ts'
import { desktopWords } from './words.ts'

const aMenu = (overrides: Partial<MenuInput> = {}) =>
  menuTemplate({
    name: 'Satchel',
    words: desktopWords('en'),
    isMac: false,
    isDevelopment: false,
    keepInTray: false,
    command: () => undefined,
    setKeepInTray: () => undefined,
    ...overrides,
  })

const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

test('every command of the page is in the menu, on each system', () => {
  for (const isMac of [true, false]) {
    const ids = flat(aMenu({ isMac })).map((item) => item.id)
    for (const command of MENU_COMMANDS) expect(ids).toContain(command)
  }
})

test('no item falls back on a label of the system’s language', () => {
  const unlabelled = flat(aMenu({ isMac: true, isDevelopment: true })).filter(
    (item) => item.type !== 'separator' && !item.label,
  )
  expect(unlabelled).toEqual([])
})

test('the menu speaks French', () => {
  const labels = flat(aMenu({ words: desktopWords('fr') })).map((item) => item.label)
  expect(labels).toContain('Nouveau ticket')
  expect(labels).toContain('Quitter Satchel')
})

test('developer tools are for development', () => {
  const roles = (isDevelopment: boolean) => flat(aMenu({ isDevelopment })).map((item) => item.role)
  expect(roles(false)).not.toContain('toggleDevTools')
  expect(roles(true)).toContain('toggleDevTools')
})

test('no key is taken from what a person types', () => {
  for (const item of flat(aMenu()).filter(({ accelerator }) => accelerator !== undefined)) {
    expect(item.registerAccelerator).toBe(false)
  }
  const onMac = flat(aMenu({ isMac: true })).flatMap(({ accelerator }) => accelerator ?? [])
  expect(onMac.every((accelerator) => accelerator.startsWith('Cmd'))).toBe(true)
})
