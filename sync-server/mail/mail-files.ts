import type { Readable } from 'node:stream'

/** Bytes on disk under their SHA-256; what mail needs of the server's blob files. */
export interface MailFiles {
  /** Stores bytes durably and returns their SHA-256; a second time changes nothing. */
  put(bytes: Uint8Array): Promise<string>
  /** Size in bytes, or undefined when it is not there. */
  size(sha256: string): Promise<number | undefined>
  read(sha256: string): Readable
}

/** All the bytes of a stored file. */
export async function readWhole(files: MailFiles, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of files.read(sha256)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
