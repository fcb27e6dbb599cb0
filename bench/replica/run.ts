import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { chromiumLaunchOptions } from '#tests/support/chromium.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import type { Measured } from './page.ts'

/**
 * Fills a replica in a real Chromium and, in the same run, its peers: RxDB's own replication (pull only) and plain
 * bulkInsert. Usage: node bench/replica/run.ts [documents] [runs]. Read the ratios: rates are of this machine, now.
 */
const [count = 20_000, runs = 3] = process.argv.slice(2).map(Number)

const folder = await createTempDir('bench-replica')
await build({
  configFile: false,
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: folder.path,
    target: 'esnext',
    lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['es'], fileName: () => 'page.js' },
  },
})
const script = await readFile(join(folder.path, 'page.js'))
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' ? address?.port : 0

const browser = await chromium.launch(await chromiumLaunchOptions())
const page = await browser.newPage()
await page.goto(`http://127.0.0.1:${port}/`)
await page.waitForFunction('typeof measure === "function"')
for (let run = 1; run <= runs; run++) {
  const measured = await page.evaluate<Measured>(`measure(${count})`)
  const against = (peer: number) => `${peer} (ours ${(measured.ours / peer).toFixed(2)}×)`
  process.stdout.write(
    [
      `run ${run}, ${count} tickets`,
      `  pull into the replica   ${measured.ours} docs/s, longest stall ${Math.round(measured.longestStall)} ms`,
      `  RxDB's replication      ${against(measured.stockReplication)}`,
      `  RxDB bulkInsert         ${against(measured.bulkInsert)}`,
      `  write, 300 live queries ${measured.writeMedian} ms, p95 ${measured.write95} ms`,
      `  list of 50 rows         ${measured.listMedian} ms`,
      '',
    ].join('\n'),
  )
}
await browser.close()
server.close()
await folder.remove()
