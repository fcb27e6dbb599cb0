import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const KEY_FILE = 'secret.key'

/**
 * The server's secret: the configured one, else the one in the data directory (mode 0600), made once at the first
 * start. Processes that share a database share the data directory too, because files lie there, and so share the key.
 */
export async function loadSecretKey(configured: string | undefined, dataDir: string): Promise<string> {
  if (configured !== undefined) return configured
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, KEY_FILE)
  return (await readKey(file)) ?? createKey(file)
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written aside and linked into place, so that of two processes starting at once one key stands, and stands whole. */
async function createKey(file: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const key = randomBytes(32).toString('hex')
  await writeFile(draft, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, file)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await readKey(file)) ?? key
  } finally {
    await rm(draft, { force: true })
  }
}
