import { contextBridge, ipcRenderer } from 'electron'
import { INVOKE_CHANNELS, PUSH_CHANNELS } from '#shared/ipc/channel-names.ts'

const invokable: ReadonlySet<string> = new Set(INVOKE_CHANNELS)
const pushable: ReadonlySet<string> = new Set(PUSH_CHANNELS)

function invoke(channel: string, args: readonly unknown[]): Promise<unknown> {
  if (!invokable.has(channel)) return Promise.reject(new Error(`No such channel: ${channel}`))
  return ipcRenderer.invoke(channel, args)
}

function on(channel: string, listener: (payload: unknown) => void): () => void {
  if (!pushable.has(channel)) throw new Error(`No such channel: ${channel}`)
  const withoutEvent = (_event: unknown, payload: unknown) => listener(payload)
  ipcRenderer.on(channel, withoutEvent)
  return () => {
    ipcRenderer.off(channel, withoutEvent)
  }
}

contextBridge.exposeInMainWorld('desktop', { invoke, on })
