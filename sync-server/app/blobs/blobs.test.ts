import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBlobFiles, type BlobFiles } from './blob-files.ts'
import { blobHeaders } from './send-blob.ts'
import { createUploadFiles, type UploadFiles } from './upload-files.ts'

let dir: string
let blobs: BlobFiles
let uploads: UploadFiles

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-blobs-'))
  blobs = createBlobFiles(dir)
  uploads = createUploadFiles(dir, blobs)
})
afterEach(() => rm(dir, { recursive: true }))

const content = Buffer.from('the quick brown fox jumps over the lazy dog')
const sha256 = createHash('sha256').update(content).digest('hex')

function piece(start: number, end: number, from = content) {
  const bytes = Readable.from([from.subarray(start, end)])
  return { personId: 'maria', sha256, start, total: content.length, bytes }
}

test('bytes are stored once under their hash', async () => {
  expect(await blobs.put(content)).toBe(sha256)
  expect(await blobs.put(content)).toBe(sha256)
  expect(await blobs.size(sha256)).toBe(content.length)
  expect(await buffer(blobs.read(sha256, { start: 4, end: 8 }))).toEqual(content.subarray(4, 9))
  expect(await readdir(join(dir, 'blobs', sha256.slice(0, 2)))).toEqual([sha256])
})

test('a directory made for a blob is durable before the blob is acknowledged', async () => {
  const synced: string[] = []
  const recording = createBlobFiles(dir, async (path) => {
    await readdir(path)
    synced.push(path)
  })
  const root = join(dir, 'blobs')
  const shard = join(root, sha256.slice(0, 2))
  await recording.put(content)
  expect(synced).toEqual([root, dir, shard])
  synced.length = 0
  await recording.put(content)
  expect(synced).toEqual([shard])
  synced.length = 0
  await mkdir(join(root, 'ff'))
  const draft = join(dir, 'draft')
  await writeFile(draft, 'x')
  await recording.adopt(draft, 'f'.repeat(64))
  expect(synced).toEqual([root, dir, join(root, 'ff')])
})

test('only a hash is an address', () => {
  expect(() => blobs.read('../../etc/passwd')).toThrow('SHA-256')
})

test('a file arrives in pieces and becomes a blob with the last', async () => {
  expect(await uploads.append(piece(0, 10))).toEqual({ ok: true, value: 10 })
  expect(await uploads.received('maria', sha256)).toBe(10)
  expect(await uploads.append(piece(10, 43))).toEqual({ ok: true, value: 43 })
  expect(await buffer(blobs.read(sha256))).toEqual(content)
  expect(await uploads.received('maria', sha256)).toBe(0)
  expect(await uploads.sentLately('maria', sha256)).toBe(true)
})

test('nobody learns what others have sent', async () => {
  await uploads.append(piece(0, 43))
  expect(await uploads.sentLately('pierre', sha256)).toBe(false)
  expect(await uploads.received('pierre', sha256)).toBe(0)
})

test('a piece that does not follow is refused with where to go on', async () => {
  await uploads.append(piece(0, 10))
  expect(await uploads.append(piece(20, 43))).toMatchObject({
    refusal: { code: 'upload-offset', params: { received: 10 } },
  })
})

test('bytes that are not what their hash says are thrown away', async () => {
  const wrong = Buffer.alloc(content.length, 'x')
  expect(await uploads.append(piece(0, 43, wrong))).toMatchObject({ refusal: { code: 'hash-mismatch' } })
  expect(await uploads.received('maria', sha256)).toBe(0)
  expect(await blobs.size(sha256)).toBeUndefined()
})

test('what arrived before a cut stays, and a newer connection takes over from a dead one', async () => {
  const dead = new PassThrough()
  const first = uploads.append({ ...piece(0, 0), bytes: dead })
  dead.write(content.subarray(0, 12))
  await expect.poll(() => uploads.received('maria', sha256)).toBe(12)
  const second = uploads.append(piece(12, 43))
  await expect(first).rejects.toThrow()
  expect(await second).toEqual({ ok: true, value: 43 })
})

test('pictures are shown and everything else is a download that may do nothing', () => {
  const html = blobHeaders(sha256, { name: 'a"b\r\n\\é.html', type: 'text/html' })
  expect(html['content-type']).toBe('application/octet-stream')
  expect(html['content-disposition']).toBe(
    'attachment; filename="ab_.html"; filename*=UTF-8\'\'ab%C3%A9.html',
  )
  expect(html['content-security-policy']).toContain('sandbox')
  const picture = blobHeaders(sha256, { name: 'x.png', type: 'image/PNG' })
  expect(picture['content-type']).toBe('image/png')
  expect(picture['content-disposition']).toMatch(/^inline;/)
  const drawing = blobHeaders(sha256, { name: 'x.svg', type: 'image/svg+xml' })
  expect(drawing['content-disposition']).toMatch(/^attachment;/)
})
