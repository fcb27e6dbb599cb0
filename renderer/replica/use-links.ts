import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Link } from '#shared/links/schema.ts'
import { useDocs } from './react.tsx'

/** The living links from and to a document, whichever way round they were made; undefined while they load. */
export function useLinks(id: Id): readonly Link[] | undefined {
  const from = useDocs('links', { selector: { fromId: id, deletedAt: '' } })
  const to = useDocs('links', { selector: { toId: id, deletedAt: '' } })
  const isLoading = from.loading || to.loading
  return useMemo(() => (isLoading ? undefined : [...from.docs, ...to.docs]), [isLoading, from.docs, to.docs])
}
