import { parseArgs } from 'node:util'
import { measureBrowser, measureLargeBrowser } from './browser.ts'
import { writeResults } from './results.ts'
import { lineOf, type Part } from './row.ts'
import { measureServer } from './server.ts'

/**
 * Measures sync and writes what it found to bench/results.md. Usage: npm run bench:sync -- [server | browser | browser-large …] [--dry]
 * A part that is not run keeps its section. Read the ratios: the rates are of this machine, now.
 */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  server: measureServer,
  browser: measureBrowser,
  'browser-large': measureLargeBrowser,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dry: { type: 'boolean', default: false } },
})
const names = positionals.length === 0 ? Object.keys(PARTS) : positionals
let missed = 0
for (const name of names) {
  const measure = PARTS[name]
  if (!measure) throw new Error(`There is no part ${name}; there are ${Object.keys(PARTS).join(', ')}.`)
  const part = await measure()
  console.log(`\n${part.title}`)
  for (const row of part.rows) console.log(lineOf(row))
  missed += part.rows.filter(({ isMet }) => isMet === false).length
  if (!values.dry) await writeResults(part)
}
console.log(missed === 0 ? '\nEvery bar is met.' : `\n${missed} bars are missed.`)
