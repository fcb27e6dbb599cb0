import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { clipboard, dialog, nativeImage, Notification, powerMonitor, screen, shell, Tray } from './native.ts'
import { safeStorage } from './safe-storage.ts'
import { protocol } from './schemes.ts'
import { session } from './session.ts'
import { WebContents } from './web-contents.ts'

/** What `import … from 'electron'` gives the main process here. Anything else does not exist. */
export const electronModule: Readonly<Record<string, unknown>> = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents: WebContents,
}
