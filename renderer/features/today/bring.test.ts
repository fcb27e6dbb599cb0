import { expect, test } from 'vitest'
import { assets } from '#shared/assets/collection.ts'
import type { Asset } from '#shared/assets/schema.ts'
import { anItem } from '#shared/items/builders.ts'
import { whatToBring } from './bring.ts'

const purchase = (id: string, state: string) =>
  anItem({ id, kind: 'purchase', state, title: id, quantity: 2, orderNumber: 'BC-1' })
const asset = (id: string, state: Asset['state']): Asset => ({
  ...(assets.defaults as Asset),
  id,
  rev: 1,
  deletedAt: '',
  name: id,
  tag: `TAG-${id}`,
  state,
})

test('what was received and what is in stock is taken along; what is ordered is only told', () => {
  const { ready, onTheWay } = whatToBring([
    {
      ticketId: 'ticket-1',
      purchases: [purchase('dock', 'received'), purchase('cable', 'ordered'), purchase('wish', 'wished')],
      assets: [asset('laptop', 'in-stock'), asset('printer', 'deployed')],
    },
  ])
  expect(ready).toEqual([
    { id: 'dock', ticketId: 'ticket-1', title: 'dock', quantity: 2, kind: 'purchase', mark: 'BC-1' },
    {
      id: 'laptop',
      ticketId: 'ticket-1',
      title: 'laptop',
      quantity: 1,
      kind: 'computer',
      mark: 'TAG-laptop',
    },
  ])
  expect(onTheWay.map(({ id }) => id)).toEqual(['cable'])
})

test('what was cancelled stays at home, and an asset of two tickets is packed once', () => {
  const spare = asset('spare', 'in-stock')
  const { ready } = whatToBring([
    { ticketId: 'a', purchases: [purchase('not any more', 'cancelled')], assets: [spare] },
    { ticketId: 'b', purchases: [], assets: [spare] },
  ])
  expect(ready.map(({ id, ticketId }) => [id, ticketId])).toEqual([['spare', 'a']])
})
