import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isBuildCurrent } from '../../scripts/build-freshness.ts'

/** Before the end-to-end tests: builds `out/` when it is absent or older than its sources. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes its global setup as the default export
export default function prepareBuild(): void {
  const projectRoot = join(import.meta.dirname, '..', '..')
  if (isBuildCurrent(projectRoot)) return
  const build = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  if (build.status !== 0) throw new Error('the build failed; end-to-end tests need it')
}
