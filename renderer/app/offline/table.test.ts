import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { offlineRows } from './rows.ts'
import { OFFLINE_TABLE } from './table.ts'

const root = path.join(import.meta.dirname, '../../..')
const renderer = path.join(root, 'renderer')
const text = (file: string) => readFileSync(path.join(renderer, file), 'utf8')
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('testing/'),
)
const sourcesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(text(file))).sort()
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

/** Where something a person does leaves the console: into the replica, onto the device, into a file, to the server. */
const DOORS =
  /replica\.write\b|useItemWrites\(|\.putFile\(|\.openFile\(|\.syncNow\(|\.exportOutbox\(|\.nextAssetTag\(|older\.load\(|local\.keep\(|\bpersist\(|useServerCalls\(|httpTransport\(|accountApi\(|\bdesk\.(signIn|renew|signOut)\(|platform\.saveFile\(/
/** Nothing else in a browser reaches a server by itself. */
const NETWORK = /\b(fetch\(|fetch\.bind|EventSource\(|WebSocket\(|XMLHttpRequest\(|sendBeacon\()/

describe('the table of what works offline', () => {
  test('knows every module that changes, keeps or sends anything, and no other', () => {
    const modules = Object.values(OFFLINE_TABLE).flatMap((place) => place.modules)
    const doors = sourcesWith(DOORS).filter((file) => !/^(replica|platform)\//.test(file))
    expect(sorted(modules)).toEqual(sorted([...doors, ...commandModules]))
  })

  test('knows every command of the palette, and no other', () => {
    expect(sorted(Object.keys(OFFLINE_TABLE['commands']?.acts ?? {}))).toEqual(
      sorted(commandModules.flatMap((file) => commandsIn(text(file)))),
    )
    expect(sourcesWith(/useOfferCommands\(/)).toEqual(
      sorted([
        'app/shell.tsx',
        'ui/commands.ts',
        ...commandModules.filter((file) => file.startsWith('pages/')),
      ]),
    )
  })

  test.each(['en', 'fr'])('has words for every place and act, and for no other: %s', (language) => {
    const words = wordsOf(language)
    const acts = Object.fromEntries(
      Object.entries(OFFLINE_TABLE).map(([place, each]) => [place, Object.keys(each.acts)]),
    )
    expect(Object.keys(words.place).toSorted()).toEqual(sorted(Object.keys(acts)))
    expect(mapValues(words.act, (named) => sorted(Object.keys(named)))).toEqual(mapValues(acts, sorted))
  })
})

const commandModules = sources.filter((file) => file.endsWith('-commands.ts'))

/** The ids of commands in a module: `go-${view}` counts as `go`. */
function commandsIn(code: string): string[] {
  const ids = code.matchAll(/(?:\bid: |\bcommand\(\s*)(?:'([a-z-]+)'|`([a-z-]+?)-?\/?\$\{)/g)
  return [...ids].map(([, whole, family]) => whole ?? family ?? '')
}

describe('what the table says works offline', () => {
  test('cannot reach the server: no module of it leads to one that calls', () => {
    const callers = sourcesWith(NETWORK)
    expect(callers).toEqual(['app/sw.ts', 'features/sign-in/account-api.ts', 'replica/http-transport.ts'])
    const asking = sourcesWith(/export function useServerCalls/)
    const offline = Object.values(OFFLINE_TABLE)
      .filter(({ acts }) => Object.values(acts).every((answer) => answer === 'yes'))
      .flatMap(({ modules }) => modules)
    const leads = [...offline, ...localDoors].flatMap((file) =>
      [...reachedFrom(file)]
        .filter((each) => [...callers, ...asking].includes(each))
        .map((each) => [file, each]),
    )
    expect(leads).toEqual([])
    expect([...reachedFrom('app/desk.ts')]).toEqual(expect.arrayContaining(callers.slice(1)))
  })
})

/** What stands behind the doors: saving a document, and what lies on the device alone. */
const localDoors = ['replica/write-path.ts', 'replica/local-values.ts']

/** Every module of the renderer that a module loads, itself and what those load included. */
function reachedFrom(file: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file)) return reached
  reached.add(file)
  for (const [, name = ''] of text(file).matchAll(
    /^(?:import|export)\s(?!type\b)[^'"]*?'([^']+\.tsx?)'/gmu,
  )) {
    const target = name.startsWith('#renderer/')
      ? name.slice('#renderer/'.length)
      : path.join(path.dirname(file), name)
    if (!name.startsWith('#shared/')) reachedFrom(target, reached)
  }
  return reached
}

interface Words {
  readonly place: Record<string, string>
  readonly act: Record<string, Record<string, string>>
  readonly answer: Record<string, string>
  readonly head: Record<string, string>
}

function wordsOf(language: string): Words {
  return JSON.parse(readFileSync(path.join(root, `shared/locales/${language}/offline.json`), 'utf8')) as Words
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

const GUIDE = path.join(root, 'docs/GUIDE.md')
const MARKS = { begin: '<!-- offline:begin -->', end: '<!-- offline:end -->' } as const

/** `UPDATE_GUIDE=1 npx vitest run renderer/app/offline` writes the guide anew. */
test('the guide holds this table and nothing else', () => {
  const { place, act, answer, head } = wordsOf('en')
  const lines = offlineRows().map((row) => {
    const acts = row.acts.map((each) => act[row.place]?.[each]).join(', ')
    return `| ${place[row.place]} | ${acts} | ${answer[row.answer]} |`
  })
  const table = [
    `| ${head['place']} | ${head['acts']} | ${head['answer']} |`,
    '|---|---|---|',
    ...lines,
  ].join('\n')
  const guide = readFileSync(GUIDE, 'utf8')
  const [before, rest = ''] = guide.split(MARKS.begin)
  const [kept, after] = rest.split(MARKS.end)
  if (process.env['UPDATE_GUIDE'] === '1')
    writeFileSync(GUIDE, [before, MARKS.begin, '\n', table, '\n', MARKS.end, after].join(''))
  else expect(kept?.trim()).toBe(table)
})
