import Type, { type Static, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { useCallback, useRef, useState } from 'react'
import { MOST_FILES, MOST_TEXT, MOST_TITLE, NamedFile, type PortalFile } from '../../contract.ts'
import { newCauseId } from '../api/client.ts'

const PREFIX = 'satchel.portal.'

/** A file that has been sent and waits for its message. */
const SentFile = Type.Object({ ...NamedFile.properties, size: Type.Integer({ minimum: 0 }) })
export type SentFile = PortalFile

const Common = {
  /** Names the act, so that sending it twice does it once. */
  causeId: Type.String({ minLength: 16, maxLength: 64 }),
  text: Type.String({ maxLength: MOST_TEXT }),
  files: Type.Array(SentFile, { maxItems: MOST_FILES }),
  /** True from the moment the person pressed Send until the server has it. */
  waiting: Type.Boolean(),
}

/** What somebody is writing in answer to a ticket. */
export const CommentDraft = Type.Object(Common)
export type CommentDraft = Static<typeof CommentDraft>

/** What somebody is writing to report a problem. */
export const ReportDraft = Type.Object({
  ...Common,
  title: Type.String({ maxLength: MOST_TITLE }),
  categoryId: Type.String({ maxLength: 64 }),
  siteId: Type.String({ maxLength: 64 }),
})
export type ReportDraft = Static<typeof ReportDraft>

/** An empty answer. */
export const emptyComment = (): CommentDraft => ({
  causeId: newCauseId(),
  text: '',
  files: [],
  waiting: false,
})

/** An empty report from a site. */
export const emptyReport = (siteId: string): ReportDraft => ({
  ...emptyComment(),
  title: '',
  categoryId: '',
  siteId,
})

/** Reads something kept on this device; undefined when there is nothing or it is not what it should be. */
export function readKept<S extends TSchema>(name: string, schema: S): Static<S> | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null')
    return Check(schema, value) ? (value as Static<S>) : undefined
  } catch {
    return undefined
  }
}

/** Keeps something on this device, or forgets it. A full or closed storage is borne: the page still holds it. */
export function keep(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    return
  }
}

/** Forgets all drafts of a person, who leaves this device. */
export function forgetDrafts(personId: string): void {
  const own = `${PREFIX}draft.${personId}.`
  for (const name of Object.keys(localStorage)) if (name.startsWith(own)) localStorage.removeItem(name)
}

/** A draft that is kept on this device with every change. */
export interface Draft<T> {
  readonly value: T
  /** True when it was found on this device. */
  readonly isRestored: boolean
  /** New values of some fields, or how they follow from the latest ones. */
  change(fields: Partial<T> | ((latest: T) => Partial<T>)): void
  /** Begins anew; nothing is kept any more. */
  clear(): void
}

/** The draft kept under a name, or an empty one. The name belongs to the component's life: give it a key. */
export function useDraft<S extends TSchema>(
  name: string,
  schema: S,
  empty: () => Static<S>,
): Draft<Static<S>> {
  const [restored] = useState(() => readKept(name, schema))
  const [value, setValue] = useState<Static<S>>(() => restored ?? empty())
  const latest = useRef(value)
  const makeEmpty = useRef(empty)
  const change = useCallback(
    (fields: Partial<Static<S>> | ((latest: Static<S>) => Partial<Static<S>>)) => {
      const next = typeof fields === 'function' ? fields(latest.current) : fields
      latest.current = { ...(latest.current as object), ...(next as object) } as Static<S>
      keep(name, latest.current)
      setValue(latest.current)
    },
    [name],
  )
  const clear = useCallback(() => {
    latest.current = makeEmpty.current()
    keep(name, undefined)
    setValue(latest.current)
  }, [name])
  return { value, isRestored: restored !== undefined, change, clear }
}
