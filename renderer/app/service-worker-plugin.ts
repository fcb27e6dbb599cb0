import type { Plugin } from 'vite'

/** Names of the build's files, relative to the page. */
export type BuildFiles = readonly string[]

/** Builds `sw.ts` into `sw.js` at the root, with the names of every other file of the build inside. */
export function serviceWorker(entry: string): Plugin {
  return {
    name: 'satchel:service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: entry, fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') return
        const files = Object.keys(bundle)
          .filter((name) => name !== 'sw.js' && !name.endsWith('.map'))
          .sort()
        const all = [...new Set([...files, 'index.html', 'manifest.webmanifest'])]
        worker.code = worker.code
          .replaceAll('__BUILD_FILES__', JSON.stringify(all))
          .replaceAll('__BUILD_VERSION__', JSON.stringify(versionOf(files)))
      },
    },
  }
}

/** Changes whenever the name of a file does; names carry the hash of their content. */
function versionOf(files: readonly string[]): string {
  let hash = 0x811c9dc5
  for (const letter of files.join('\n')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16)
}
