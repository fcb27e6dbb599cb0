import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '#shared/ipc/channels.ts'
import { fill, type DesktopWords } from './words.ts'

/** What the menu shows and does; `isMac` and `isDevelopment` decide which items there are. */
export interface MenuInput {
  readonly name: string
  readonly words: DesktopWords
  readonly isMac: boolean
  readonly isDevelopment: boolean
  readonly keepInTray: boolean
  readonly command: (command: MenuCommand) => void
  readonly setKeepInTray: (keep: boolean) => void
}

type Items = MenuItemConstructorOptions[]

/** The application menu. Keys the page answers itself are shown, not registered, so nothing fires twice. */
export function menuTemplate(input: MenuInput): Items {
  const { words } = input
  return [
    ...(input.isMac ? [{ label: input.name, submenu: appItems(input) }] : []),
    { label: words.menu.file, submenu: fileItems(input) },
    { label: words.menu.edit, submenu: editItems(words) },
    { label: words.menu.go, submenu: goItems(input) },
    { label: words.menu.view, submenu: viewItems(input) },
    { label: words.menu.window, submenu: windowItems(input) },
    { label: words.menu.help, role: 'help', submenu: helpItems(input) },
  ]
}

function commandItem(
  input: MenuInput,
  command: MenuCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  const item = { id: command, label, click: () => input.command(command) }
  // macOS always registers what it shows: a bare letter would be taken from every text field.
  const isShown = accelerator !== undefined && (!input.isMac || accelerator.startsWith('Cmd'))
  return isShown ? { ...item, accelerator, registerAccelerator: false } : item
}

function appItems(input: MenuInput): Items {
  const { words, name } = input
  return [
    { role: 'about', label: fill(words.menu.about, { name }) },
    { type: 'separator' },
    commandItem(input, 'settings', words.menu.settings, 'Cmd+,'),
    { type: 'separator' },
    { role: 'hide', label: fill(words.menu.hide, { name }) },
    { role: 'hideOthers', label: words.menu.hideOthers },
    { role: 'unhide', label: words.menu.showAll },
    { type: 'separator' },
    { role: 'quit', label: fill(words.menu.quit, { name }) },
  ]
}

function fileItems(input: MenuInput): Items {
  const { words, name, isMac } = input
  const common: Items = [
    commandItem(input, 'new-ticket', words.menu.newTicket, 'C'),
    commandItem(input, 'print', words.menu.print, 'CmdOrCtrl+P'),
    { type: 'separator' },
    { role: 'close', label: words.menu.closeWindow },
  ]
  if (isMac) return common
  return [
    ...common,
    { type: 'separator' },
    commandItem(input, 'settings', words.menu.settings, 'Ctrl+,'),
    {
      id: 'keep-in-tray',
      type: 'checkbox',
      label: words.menu.keepInTray,
      checked: input.keepInTray,
      click: (item) => input.setKeepInTray(item.checked),
    },
    { type: 'separator' },
    { role: 'quit', label: fill(words.menu.quit, { name }) },
  ]
}

function editItems({ menu }: DesktopWords): Items {
  return [
    { role: 'undo', label: menu.undo },
    { role: 'redo', label: menu.redo },
    { type: 'separator' },
    { role: 'cut', label: menu.cut },
    { role: 'copy', label: menu.copy },
    { role: 'paste', label: menu.paste },
    { role: 'pasteAndMatchStyle', label: menu.pasteAsText },
    { role: 'selectAll', label: menu.selectAll },
  ]
}

function goItems(input: MenuInput): Items {
  const { menu } = input.words
  return [
    commandItem(input, 'palette', menu.palette, 'CmdOrCtrl+K'),
    commandItem(input, 'search', menu.search, '/'),
    { type: 'separator' },
    commandItem(input, 'outbox', menu.outbox),
  ]
}

function viewItems({ words: { menu }, isDevelopment }: MenuInput): Items {
  const development: Items = [
    { type: 'separator' },
    { role: 'reload', label: menu.reload },
    { role: 'toggleDevTools', label: menu.developerTools },
  ]
  return [
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    { role: 'resetZoom', label: menu.actualSize },
    { type: 'separator' },
    { role: 'togglefullscreen', label: menu.fullScreen },
    ...(isDevelopment ? development : []),
  ]
}

function windowItems({ words: { menu }, isMac }: MenuInput): Items {
  const front: Items = isMac ? [{ role: 'front', label: menu.bringToFront }] : []
  return [{ role: 'minimize', label: menu.minimize }, ...front]
}

function helpItems(input: MenuInput): Items {
  const { words, name, isMac } = input
  const about: Items = isMac ? [] : [{ role: 'about', label: fill(words.menu.about, { name }) }]
  return [commandItem(input, 'shortcuts', words.menu.shortcuts, 'Shift+/'), ...about]
}
