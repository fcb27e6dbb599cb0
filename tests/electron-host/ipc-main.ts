import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import { strict } from './strict.ts'

type Handler = Parameters<IpcMain['handle']>[1]

class HostIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.handlers.set(channel, handler)
  }
}

/** The `ipcMain` module: invoked channels. */
export const ipcMain = strict('ipcMain', new HostIpcMain() satisfies Pick<IpcMain, 'handle'>)
