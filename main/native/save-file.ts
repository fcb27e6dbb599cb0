import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'

/** Asks the person where to save; undefined when they cancel. `suggestedPath` is absolute. */
export type AskWhere = (suggestedPath: string) => Promise<string | undefined>

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A suggested name as a plain file name: no directories, no characters a system forbids. */
export function safeFileName(suggested: string): string {
  const name = suggested
    .replace(/^.*[/\\]/, '')
    // eslint-disable-next-line no-control-regex -- control characters are what is removed
    .replace(/[\u0000-\u001f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120)
  return name === '' || RESERVED_ON_WINDOWS.test(name) ? `file-${name}` : name
}

/** Saves bytes where the person says; answers false when they cancel. Refuses `file-not-written` with the system's reason. */
export async function saveFile(
  suggested: string,
  bytes: Uint8Array,
  directory: string,
  askWhere: AskWhere,
): Promise<Result<boolean>> {
  const chosen = await askWhere(path.join(directory, safeFileName(suggested)))
  if (chosen === undefined) return accept(false)
  try {
    await writeFile(chosen, bytes)
    return accept(true)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return refuse('file-not-written', undefined, { reason })
  }
}
