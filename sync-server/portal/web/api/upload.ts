import { Check } from 'typebox/value'
import { CSRF_HEADER, UploadedFile } from '../../contract.ts'
import { API, failureOf, type Answer } from './client.ts'

/** Sends one file, telling its progress as a share from 0 to 1. `signal` gives it up. */
export function uploadFile(
  file: Blob,
  csrf: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Answer<UploadedFile>> {
  // fetch cannot tell how much of a body is sent; XMLHttpRequest can.
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const finish = (answer: Answer<UploadedFile>) => {
      signal.removeEventListener('abort', abort)
      resolve(answer)
    }
    const abort = () => request.abort()
    const offline = () => finish({ ok: false, failure: { kind: 'offline' } })
    request.open('POST', `${API}/files`)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader(CSRF_HEADER, csrf)
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('error', offline)
    request.addEventListener('abort', offline)
    request.addEventListener('load', () => {
      const body: unknown = request.response
      if (request.status === 201 && Check(UploadedFile, body)) finish({ ok: true, value: body })
      else finish({ ok: false, failure: failureOf(request.status, body) })
    })
    signal.addEventListener('abort', abort)
    request.send(file)
  })
}
