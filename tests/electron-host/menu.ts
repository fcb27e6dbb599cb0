import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { strict } from './strict.ts'

/** An item of a menu; a test clicks it with `click()`. */
export class MenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly type: string
  readonly role: string | undefined
  readonly enabled: boolean
  readonly submenu: Menu | undefined
  checked: boolean
  readonly #onClick: MenuItemConstructorOptions['click']

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id
    this.role = options.role
    this.label = options.label ?? ''
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal')
    this.enabled = options.enabled !== false
    this.checked = options.checked === true
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined
    this.#onClick = options.click
    strict('MenuItem', this)
  }

  click(): void {
    if (this.type === 'checkbox') this.checked = !this.checked
    const window = BrowserWindow.getFocusedWindow() ?? undefined
    this.#onClick?.(this as never, window as never, {} as never)
  }
}

/** A menu that nobody sees: tests read it. */
export class Menu extends EventEmitter {
  static #application: Menu | null = null
  readonly items: readonly MenuItem[]

  private constructor(items: readonly MenuItem[]) {
    super()
    this.items = items
    strict('Menu', this)
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)))
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  popup(): void {
    this.emit('menu-will-show')
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
