import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findChromium } from '../../scripts/provision/chromium.ts'
import { chromiumSwitches } from '../support/chromium.ts'
import { Cdp } from './cdp.ts'

const SETPRIV = '/usr/bin/setpriv'
const POLL_MS = 20

const SWITCHES = [
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--remote-debugging-port=0',
]

/** Starts Chromium on a profile and connects to it. `announce` gets the line Playwright waits for. */
export async function launchChromium(
  profile: string,
  announce: (line: string) => void,
): Promise<{ child: ChildProcess; cdp: Cdp }> {
  mkdirSync(profile, { recursive: true })
  await endStaleBrowser(profile)
  const headless = process.env['ELECTRON_HOST_HEADED'] === '1' ? [] : ['--headless=new']
  const args = [...headless, ...chromiumSwitches(), ...SWITCHES, `--user-data-dir=${profile}`]
  const child = spawnBound(await findChromium(), args)
  const url = await devToolsUrl(child)
  announce(`DevTools listening on ${url}`)
  return { child, cdp: await Cdp.connect(url) }
}

/** On Linux the kernel ends Chromium with us, however we end: as if they were one program. */
function spawnBound(executable: string, args: readonly string[]): ChildProcess {
  const isBindable = process.platform === 'linux' && existsSync(SETPRIV)
  const [command, all] = isBindable
    ? [SETPRIV, ['--pdeathsig', 'KILL', '--', executable, ...args]]
    : [executable, [...args]]
  return spawn(command, all, { stdio: ['ignore', 'ignore', 'pipe'] })
}

function devToolsUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const url = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) =>
      reject(new Error(`electron-host: Chromium ended (${code}): ${text.slice(-500)}`)),
    )
  })
}

/** After a kill -9 an earlier Chromium may still be dying; two on one profile would refuse each other. */
async function endStaleBrowser(profile: string): Promise<void> {
  const lock = path.join(profile, 'SingletonLock')
  const pid = Number(/-(\d+)$/.exec(linkTarget(lock))?.[1])
  if (!Number.isInteger(pid)) return
  while (isAlive(pid)) {
    process.kill(pid, 'SIGKILL')
    await delay(POLL_MS)
  }
  rmSync(lock, { force: true })
}

function linkTarget(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

/** True while a process with that id runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
