import { app, Menu, nativeImage, Tray } from 'electron'
import type { MenuCommand, WaitingCounts } from '#shared/ipc/channels.ts'
import trayIcon from '../../build/tray.png?inline'
import trayTemplateIcon from '../../build/tray-template.png?inline'
import { fill, type DesktopWords } from '../app/words.ts'

/** The icon beside the clock: how much waits to be sent, and a way back to the window. */
export interface DesktopTray {
  show(counts: WaitingCounts): void
  setWords(words: DesktopWords): void
}

/** What the tray's menu does. */
export interface TrayActions {
  readonly name: string
  readonly isMac: boolean
  readonly open: () => void
  readonly command: (command: MenuCommand) => void
  readonly quit: () => void
}

const NOTHING_WAITS: WaitingCounts = { waiting: 0, needsYou: 0, label: '' }

/** Puts the icon into the tray. The badge counts what needs a person; the title (macOS) what waits. */
export function createTray(firstWords: DesktopWords, actions: TrayActions): DesktopTray {
  const icon = nativeImage.createFromDataURL(actions.isMac ? trayTemplateIcon : trayIcon)
  if (actions.isMac) icon.setTemplateImage(true)
  const tray = new Tray(icon)
  let words = firstWords
  let counts = NOTHING_WAITS
  const draw = () => {
    tray.setToolTip(trayTooltip(words, actions.name, counts))
    if (actions.isMac) tray.setTitle(counts.waiting === 0 ? '' : String(counts.waiting))
    app.setBadgeCount(counts.needsYou)
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(words, actions, counts)))
  }
  tray.on('click', actions.open)
  draw()
  return {
    show(next) {
      counts = next
      draw()
    },
    setWords(next) {
      words = next
      draw()
    },
  }
}

/** One line: the program's name and what waits. */
export function trayTooltip(words: DesktopWords, name: string, counts: WaitingCounts): string {
  const nothing = counts.waiting === 0 && counts.needsYou === 0
  const sentence = nothing || counts.label === '' ? words.tray.upToDate : words.tray.waiting
  return fill(sentence, { name, label: counts.label })
}

function trayMenu(words: DesktopWords, actions: TrayActions, counts: WaitingCounts) {
  const { name } = actions
  return [
    { label: trayTooltip(words, name, counts), enabled: false },
    { type: 'separator' as const },
    { label: fill(words.tray.open, { name }), click: actions.open },
    { label: words.tray.newTicket, click: () => actions.command('new-ticket') },
    { type: 'separator' as const },
    { label: fill(words.menu.quit, { name }), click: actions.quit },
  ]
}
