import { Agent, get, type IncomingMessage } from 'node:http'

/**
 * Live connections in a process of their own, so that reading them does not slow down who pushes. Usage:
 * node bench/sync/server-listeners.ts <url> <count> <token …>; prints `ready`, and after a line on its input what each
 * connection was told and when, as JSON: heads and milliseconds of the machine's monotonic clock.
 */
export interface Heard {
  readonly heads: number[]
  readonly at: number[]
}

const [url = '', count = '0', ...tokens] = process.argv.slice(2)
const agent = new Agent({ maxSockets: Infinity })
const OPENED_AT_ONCE = 50

function open(token: string): Promise<Heard> {
  const heard: Heard = { heads: [], at: [] }
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` }
    get(`${url}/sync/live`, { agent, headers }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`live was answered with ${response.statusCode}`))
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const now = Number(process.hrtime.bigint()) / 1e6
        const events = (text + chunk).split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) {
          const head = /"head":(\d+)/.exec(event)?.[1]
          if (head === undefined) continue
          heard.heads.push(Number(head))
          heard.at.push(now)
        }
        resolve(heard)
      })
    }).on('error', reject)
  })
}

const all: Heard[] = []
for (let from = 0; from < Number(count); from += OPENED_AT_ONCE) {
  const next = Array.from({ length: Math.min(OPENED_AT_ONCE, Number(count) - from) }, (_, index) =>
    open(tokens[(from + index) % tokens.length] ?? ''),
  )
  all.push(...(await Promise.all(next)))
}
console.log('ready')
process.stdin.once('data', () => {
  process.stdout.write(`${JSON.stringify(all)}\n`, () => process.exit(0))
})
