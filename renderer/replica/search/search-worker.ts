import { assertNever } from '#shared/kernel/assert-never.ts'
import { createSearchIndex } from './search-index.ts'
import type { FromSearch, ToSearch } from './search-protocol.ts'

const index = createSearchIndex()

addEventListener('message', ({ data }: MessageEvent<ToSearch>) => {
  switch (data.type) {
    case 'tickets':
      return index.putTickets(data.entries)
    case 'messages':
      return index.putMessages(data.entries)
    case 'drop':
      return index.drop(data.id)
    case 'search':
      return postMessage({ ask: data.ask, hits: index.search(data.query, Date.now()) } satisfies FromSearch)
    default:
      return assertNever(data)
  }
})
