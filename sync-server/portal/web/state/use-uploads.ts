import { useCallback, useEffect, useRef, useState } from 'react'
import { MOST_FILES } from '../../contract.ts'
import { newCauseId, type Failure } from '../api/client.ts'
import { uploadFile } from '../api/upload.ts'
import type { SentFile } from './kept.ts'
import { usePortal } from './portal.tsx'

/** Why a file cannot come along. */
export type FileProblem = 'too-large' | 'empty' | 'refused'

/** A file on its way. `share` is how much is sent, 0 to 1. */
export interface UploadingFile {
  readonly key: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly share: number
  readonly state: 'sending' | 'waiting' | FileProblem
}

export interface Uploads {
  readonly files: readonly UploadingFile[]
  /** True when more files were given than fit. */
  readonly tooMany: boolean
  /** True while some file is not there yet but will be. */
  readonly isBusy: boolean
  add(files: readonly File[]): void
  remove(key: string): void
}

const RETRY_MS = 5000
const TYPE = /^[A-Za-z0-9.+-]+\/[A-Za-z0-9.+-]+$/
const LONGEST_NAME = 255

interface Running {
  readonly file: File
  readonly stop: AbortController
}

/** Sends files as soon as they are added; what has arrived is handed to `onSent`. `kept` are those already there. */
export function useUploads(kept: readonly SentFile[], onSent: (file: SentFile) => void): Uploads {
  const { api, session } = usePortal()
  const [files, setFiles] = useState<readonly UploadingFile[]>([])
  const [tooMany, setTooMany] = useState(false)
  const running = useRef(new Map<string, Running>())
  const sent = useRef(onSent)
  useEffect(() => {
    sent.current = onSent
  })
  const change = useCallback((key: string, fields: Partial<UploadingFile>) => {
    setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...fields } : each)))
  }, [])
  const drop = useCallback((key: string) => {
    running.current.delete(key)
    setFiles((all) => all.filter((each) => each.key !== key))
  }, [])
  const send = useCallback(
    async (key: string) => {
      const entry = running.current.get(key)
      if (!entry) return
      const { file, stop } = entry
      change(key, { state: 'sending', share: 0 })
      const answer = await uploadFile(file, api.csrf, (share) => change(key, { share }), stop.signal)
      if (stop.signal.aborted) return
      if (!answer.ok) return change(key, { state: problemOf(answer.failure) })
      drop(key)
      sent.current({ ...answer.value, name: nameOf(file), type: TYPE.test(file.type) ? file.type : '' })
    },
    [api, change, drop],
  )
  useRetry(files, send)
  useEffect(() => {
    const all = running.current
    return () => all.forEach(({ stop }) => stop.abort())
  }, [])
  const add = (given: readonly File[]) => {
    const room = Math.max(0, MOST_FILES - kept.length - files.length)
    setTooMany(given.length > room)
    const added = given.slice(0, room).map((file) => entryOf(file, session.maxFileBytes))
    setFiles((all) => [...all, ...added.map(({ entry }) => entry)])
    for (const { entry, file } of added) {
      if (entry.state !== 'sending') continue
      running.current.set(entry.key, { file, stop: new AbortController() })
      void send(entry.key)
    }
  }
  const remove = (key: string) => {
    running.current.get(key)?.stop.abort()
    setTooMany(false)
    drop(key)
  }
  const isBusy = files.some(({ state }) => state === 'sending' || state === 'waiting')
  return { files, tooMany, isBusy, add, remove }
}

/** Tries waiting files again from time to time, and at once when the line is back. */
function useRetry(files: readonly UploadingFile[], send: (key: string) => Promise<void>): void {
  const { line } = usePortal()
  useEffect(() => {
    const waiting = files.filter(({ state }) => state === 'waiting')
    if (waiting.length === 0) return undefined
    const again = () => waiting.forEach(({ key }) => void send(key))
    const timer = window.setTimeout(again, RETRY_MS)
    const stop = line.onLine(() => line.isUp() && again())
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [files, line, send])
}

function entryOf(file: File, most: number): { readonly entry: UploadingFile; readonly file: File } {
  const state = file.size === 0 ? 'empty' : file.size > most ? 'too-large' : 'sending'
  return { file, entry: { key: newCauseId(), name: nameOf(file), size: file.size, share: 0, state } }
}

function nameOf(file: File): string {
  return file.name.slice(-LONGEST_NAME) || 'file'
}

function problemOf(failure: Failure): UploadingFile['state'] {
  if (failure.kind === 'offline' || failure.status >= 500 || failure.status === 429) return 'waiting'
  return failure.status === 413 ? 'too-large' : 'refused'
}
