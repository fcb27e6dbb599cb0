import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Part, Row } from './row.ts'

const FILE = join(import.meta.dirname, '..', 'results.md')
const HEAD = `# What was measured

Each value stands beside a peer that was measured in the same run on the same machine. Read the ratios; the rates are
of this machine at that moment. \`npm run bench:sync\` measures again and writes this file.
`

/** Puts the part into bench/results.md in the place of what an earlier run found. */
export async function writeResults(part: Part): Promise<void> {
  const before = await readFile(FILE, 'utf8').catch(() => HEAD)
  const [head = HEAD, ...sections] = before.split(/^(?=## )/m)
  const own = sectionOf(part)
  const index = sections.findIndex((section) => section.startsWith(`## ${part.title}\n`))
  if (index === -1) sections.push(own)
  else sections[index] = own
  await writeFile(FILE, [head.trimEnd(), ...sections.map((section) => section.trim())].join('\n\n') + '\n')
}

function sectionOf({ title, notes, rows }: Part): string {
  return [
    `## ${title}`,
    machine(),
    notes.trim(),
    ['| | ours | peer | ratio | bar | |', '|---|---|---|---|---|---|', ...rows.map(tableRow)].join('\n'),
  ].join('\n\n')
}

function machine(): string {
  const [cpu] = cpus()
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${cpus().length} × ${cpu?.model.trim()}, ${gibibytes} GiB, ${process.platform}, Node ${process.versions.node}.`
}

function tableRow({ name, value, unit, peer, peerValue, ratio, bar, isMet }: Row): string {
  const beside = peer === '' ? '' : `${figure(peerValue)} (${peer})`
  const judged = isMet === undefined ? '' : isMet ? 'met' : 'missed'
  return `| ${name} | ${figure(value)} ${unit} | ${beside} | ${peer === '' ? '' : ratio.toFixed(2)} | ${bar} | ${judged} |`
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toString() : value.toPrecision(3)
}
