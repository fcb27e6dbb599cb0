import { firstValueFrom, filter, Subject, takeUntil, fromEvent, type Observable } from 'rxjs'
import { backoff, pause, type ReplicaEffects } from './effects.ts'
import type { FilesDatabase, StoredFile } from './files-database.ts'
import { observed } from './outbox.ts'
import type { Exchange, Failure, Transport } from './transport.ts'

export interface UploadParts {
  readonly database: FilesDatabase
  readonly transport: Pick<Transport, 'upload' | 'uploaded'>
  readonly effects: Pick<ReplicaEffects, 'wait' | 'random'>
  /** Emits when the server was reached after a failure: time to try again. */
  readonly recovered: Observable<unknown>
}

/** Bytes sent in one request: what a broken line costs at most. */
const PIECE = 4_194_304

export interface Uploads {
  /** Sends waiting files until the signal. */
  run(signal: AbortSignal): Promise<void>
  /** Emits when the server took or refused a file. */
  readonly settled: Observable<string>
}

/** Sends files apart from the mutations, so that a large one on a slow line delays only what names it. */
export function createUploads(parts: UploadParts): Uploads {
  const settled = new Subject<string>()
  const { files } = parts.database
  return {
    settled,
    run: async (signal) => {
      await files.where('state').equals('refused').modify({ state: 'waiting', refusal: '' })
      let failures = 0
      while (!signal.aborted) {
        const file = await nextFile(parts.database, signal)
        if (!file) return
        const exchange = await uploadFile(parts.transport, file, signal)
        if (exchange.ok) {
          failures = 0
          await files.update(file.sha256, { state: 'sent' })
          settled.next(file.sha256)
        } else if (isRefusal(exchange.failure)) {
          await files.update(file.sha256, { state: 'refused', refusal: exchange.failure.code })
          settled.next(file.sha256)
        } else {
          failures += 1
          await pause(parts.effects, backoff(failures, parts.effects.random), parts.recovered, signal)
        }
      }
    },
  }
}

/** The next file that waits, as soon as there is one; undefined when the signal comes first. */
async function nextFile({ files }: FilesDatabase, signal: AbortSignal): Promise<StoredFile | undefined> {
  if (signal.aborted) return undefined
  const waiting = observed(() => files.where('state').equals('waiting').first())
  const first = waiting.pipe(
    filter((file) => file !== undefined),
    takeUntil(fromEvent(signal, 'abort')),
  )
  return firstValueFrom(first, { defaultValue: undefined })
}

/** Goes on where the last try ended. */
async function uploadFile(
  transport: UploadParts['transport'],
  { sha256, bytes }: StoredFile,
  signal: AbortSignal,
): Promise<Exchange<void>> {
  const known = await transport.uploaded(sha256, signal)
  if (!known.ok) return known
  let state = known.value
  while (!state.complete) {
    const offset = state.received < bytes.size ? state.received : 0
    const part = { offset, bytes: bytes.slice(offset, offset + PIECE), size: bytes.size }
    const answer = await transport.upload(sha256, part, signal)
    if (!answer.ok) return answer
    state = answer.value
  }
  return { ok: true, value: undefined }
}

/** 409 is a matter of the offset, which the next try asks for. */
function isRefusal(failure: Failure): failure is Extract<Failure, { kind: 'refused' }> {
  return failure.kind === 'refused' && [413, 415, 422].includes(failure.status)
}
