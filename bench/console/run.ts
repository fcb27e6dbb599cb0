import { parseArgs } from 'node:util'
import { writeResults } from '../sync/results.ts'
import { lineOf } from '../sync/row.ts'
import { measureConsole, partOf } from './measure.ts'

/**
 * Measures the built console with many tickets beside the same with few, and writes what it found to bench/results.md.
 * Usage: npm run build && npm run bench:console -- [--dry] [--profile <folder>]: a folder keeps what was filled for the
 * next run.
 */
const { values } = parseArgs({
  options: { dry: { type: 'boolean', default: false }, profile: { type: 'string' } },
})
// A profile knows its copy by the address it came from.
const portOf = (port: number) => (values.profile === undefined ? 0 : port)
const small = await measureConsole('small', { folder: values.profile, port: portOf(8471) })
const large = await measureConsole('large', { folder: values.profile, port: portOf(8472) })
const part = partOf(large, small)
console.log(`\n${part.title}`)
for (const row of part.rows) console.log(lineOf(row))
if (!values.dry) await writeResults(part)
const missed = part.rows.filter(({ isMet }) => isMet === false).length
console.log(missed === 0 ? '\nEvery bar is met.' : `\n${missed} bars are missed.`)
