import type { Part } from './row.ts'
import { measurePushes } from './server-push.ts'

/** The server's part: pushes beside bare statements. */
export async function measureServer(): Promise<Part> {
  const rows = [...(await measurePushes('postgres')), ...(await measurePushes('sqlite'))]
  return { title: 'Server', notes: '', rows }
}
