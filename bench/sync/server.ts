import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgresBinaries } from '../../scripts/provision/postgres.ts'
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
  return { title: 'Server', notes: `${await versions()}\n${NOTES}`, rows }
}

async function versions(): Promise<string> {
  const program = join(await findPostgresBinaries(), 'postgres')
  const { stdout } = await promisify(execFile)(program, ['--version'])
  const postgres = /\d+(?:\.\d+)*/.exec(stdout)?.[0] ?? ''
  return `PostgreSQL ${postgres}, SQLite ${process.versions['sqlite'] ?? ''}.`
}

const NOTES = `
**Pushes.** A server in a process of its own, PostgreSQL in its own processes with \`fsync\` and \`synchronous_commit\` on
(SQLite: WAL, \`synchronous = full\`). Eight devices of eight agents push over HTTP, one request after another for 6
seconds, each request authenticated: of ten mutations two open a ticket, two note something on one, six change one. Every
mutation is judged, merged, logged and sequenced, and leaves a document, an entry of the activity log, two changes, the
keys they are found under and an answer in the ledger.

The peer is one process that does nothing but \`INSERT … ON CONFLICT DO UPDATE\`, one prepared statement for each row, in
transactions of as many mutations as a push had, on eight connections (SQLite: one), into empty tables with the same
indexes. *The document row* writes for each mutation the row of its document as the server stored it, and nothing else.
*Every row* writes all rows the server stored for the mutation. It reads nothing, judges nothing and gives no positions.

*Per core*: mutations for each second of processor time, user and system, of the server or the peer and of all
processes of PostgreSQL together, as /proc tells. *As the clock tells* includes who pushes, on the same machine.

Where the bar is missed: a single act costs as much for its request, its authentication (three reads) and its answer as
for the push itself, which called in the process, without HTTP, came to twice the rate; in a profile of the server half of
the time goes into the system calls that send requests to PostgreSQL and answers to devices. The peer has no HTTP, and three
requests for an act (eight or more for every row). From ten acts in a push on that is shared. Beside the document row alone
a push of a hundred also writes its log, changes, keys and answers: more than half of the processor time is PostgreSQL's.

**Pokes.** Ten devices push 50 new notes a second, each on its turn whether the one before is answered or not. The delay
is from that turn, through the push over HTTP and its commit, to the event \`poke\` on each live connection (real HTTP, in a
third process, ten signed-in devices) that names the note's position or a later one; over all notes and all connections.

**Bytes.** The body of a push, JSON around it included, for changes of one field of a ticket beside its \`updatedAt\`.
`
