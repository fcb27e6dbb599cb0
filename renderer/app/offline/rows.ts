import { OFFLINE_TABLE, type Offline } from './table.ts'

/** The acts of one place that fare alike; each is a word of `offline:act`. */
export interface OfflineRow {
  readonly place: string
  readonly answer: Offline
  readonly acts: readonly string[]
}

/** The table by place and answer, in its order. */
export function offlineRows(): readonly OfflineRow[] {
  return Object.entries(OFFLINE_TABLE).flatMap(([place, { acts }]) =>
    [...Map.groupBy(Object.keys(acts), (act) => acts[act] ?? 'server')].map(([answer, names]) => ({
      place,
      answer,
      acts: names,
    })),
  )
}
