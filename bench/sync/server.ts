import type { Part } from './row.ts'
import { measureBytes } from './server-bytes.ts'
import { measurePokes } from './server-live.ts'
import { measurePushes } from './server-push.ts'

/** The server's part: pushes beside bare statements, pokes with many live connections, bytes of a push. */
export async function measureServer(): Promise<Part> {
  const rows = [
    ...measureBytes(),
    ...(await measurePokes('postgres')),
    ...(await measurePokes('sqlite')),
    ...(await measurePushes('postgres')),
    ...(await measurePushes('sqlite')),
  ]
  return { title: 'Server', notes: NOTES, rows }
}

const NOTES = ''
