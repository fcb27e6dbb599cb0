import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgresBinaries } from '../../../../scripts/provision/postgres.ts'
import { runProcess } from '#tests/support/child-process.ts'
import type { Fault } from '../fault.ts'

/** The database is lost and a backup takes its place: what was acknowledged since must come back from the devices. */
export const restore: Fault = {
  name: 'restore',
  restores: true,
  async strike({ servers, databaseUrl, dataDir }, random) {
    const bin = await findPostgresBinaries()
    const dump = join(dataDir, 'satchel.dump')
    await pause(random.below(300))
    await runProcess(join(bin, 'pg_dump'), ['--format=custom', `--file=${dump}`, databaseUrl])
    await pause(500 + random.below(1500))
    await Promise.all(servers.map((server) => server.kill('SIGKILL')))
    const inPlace = ['--clean', '--if-exists', '--no-owner', `--dbname=${databaseUrl}`, dump]
    await runProcess(join(bin, 'pg_restore'), inPlace)
    await rm(dump)
    // One server comes first now and then, and some devices meet the restored one before others.
    const [first, second] = random.chance(0.5) ? servers : servers.toReversed()
    await first?.restart()
    await second?.restart()
  },
}
