import { afterEach, beforeEach, describe } from 'vitest'
import { describeAccounts } from './contract/accounts-contract.ts'
import { describeChanges } from './contract/changes-contract.ts'
import { describeDocuments } from './contract/documents-contract.ts'
import { describeEffects } from './contract/effects-contract.ts'
import { describeMail } from './contract/mail-contract.ts'
import { describeParked } from './contract/parked-contract.ts'
import type { StorePlace, Subject } from './contract/place.ts'
import { describeProcesses } from './contract/processes-contract.ts'
import { describeTransactions } from './contract/transactions-contract.ts'
import type { Store } from './store.ts'

/** What every implementation of `Store` must do; `processes` stores share each test's database. */
export function describeStore(
  name: string,
  makePlace: () => Promise<StorePlace>,
  { processes }: { readonly processes: number },
): void {
  describe(name, () => {
    let place: StorePlace
    let stores: readonly Store[]
    let first: Store

    beforeEach(async () => {
      place = await makePlace()
      first = await place.open()
      const others = Array.from({ length: processes - 1 }, () => place.open())
      stores = [first, ...(await Promise.all(others))]
    })
    afterEach(() => place.destroy())

    const subject: Subject = { store: () => first, stores: () => stores, place: () => place }
    describeDocuments(subject)
    describeTransactions(subject)
    describeChanges(subject)
    describeEffects(subject)
    describeAccounts(subject)
    describeMail(subject)
    describeParked(subject)
    describeProcesses(subject)
  })
}
