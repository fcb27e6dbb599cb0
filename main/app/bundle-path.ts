import path from 'node:path'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { HOST, SCHEME } from './origin.ts'

/** The file below `directory` a URL asks for. Refuses `wrong-host`, `bad-path` and `outside-bundle`. */
export function bundlePath(address: string, directory: string): Result<string> {
  const url = URL.parse(address)
  if (url?.protocol !== `${SCHEME}:` || url.host !== HOST) return refuse('wrong-host')
  const asked = decodePath(url.pathname)
  if (asked === undefined || /[\0\\]/.test(asked)) return refuse('bad-path')
  const file = path.resolve(directory, `.${asked === '/' ? '/index.html' : asked}`)
  if (!file.startsWith(directory + path.sep)) return refuse('outside-bundle')
  return accept(file)
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
