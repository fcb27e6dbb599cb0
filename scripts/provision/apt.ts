import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Runs under flock, so parallel callers wait for each other. A temporary policy-rc.d keeps the packages' own
 * services from starting; package lists are refreshed only when the first attempt cannot be served from them.
 */
const installScript = String.raw`
set -eu
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi
apt() { apt-get -y -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"; }
refresh() {
  for attempt in 1 2 3 4 5 6; do
    if apt update; then return 0; fi
    sleep 5
  done
  return 1
}
if ! apt install --no-install-recommends "$@"; then
  refresh
  apt install --no-install-recommends "$@"
fi
`

/** True where packages can be installed without asking anyone: the superuser of a system with apt. */
export function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
}

/** Installs Debian packages without their recommendations and without starting services; throws when apt fails. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get (once on this machine)\n`)
  const child = spawn(
    '/usr/bin/flock',
    ['/run/satchel-provision.lock', 'sh', '-c', installScript, 'install', ...packages],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => lines.push(text))
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) {
    throw new Error(`apt-get install ${packages.join(' ')} failed (${code}):\n${lines.join('').slice(-3000)}`)
  }
}
