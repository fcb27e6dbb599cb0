import { afterEach, beforeEach, inject } from 'vitest'
import type { Hooks } from '#sync-server/sync/hooks.ts'
import { newPlace, openDesk, type Desk, type Place, type StoreKind } from './desk.ts'

/** Opens a desk before each test of a suite, on an empty database of its own, and closes both after it. */
export function useDesk(
  kind: StoreKind,
  begin: (desk: Desk) => Promise<void> | void,
  hooks?: () => Hooks,
): void {
  let place: Place
  let desk: Desk
  beforeEach(async () => {
    place = await newPlace(kind, inject('postgresUrl'))
    desk = await openDesk(place, hooks?.())
    await begin(desk)
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })
}
