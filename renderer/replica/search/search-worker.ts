import { assertNever } from '#shared/kernel/assert-never.ts'
import type { FromSearch, ToSearch } from './search-protocol.ts'
import { startSearchWork, type SearchWork } from './search-work.ts'

const tell = (message: FromSearch) => postMessage(message)
let work: SearchWork | undefined

addEventListener('message', ({ data }: MessageEvent<ToSearch>) => {
  switch (data.type) {
    case 'open':
      work = startSearchWork({
        place: data.place,
        locks: navigator.locks,
        onLeft: (count) => tell({ type: 'left', count }),
      })
      return
    case 'search':
      void work?.answer(data.query).then((hits) => tell({ type: 'hits', ask: data.ask, hits }))
      return
    default:
      assertNever(data)
  }
})
