import type { MangoQuerySelector } from 'rxdb'
import type { LocalDoc } from '#renderer/replica/replica.ts'
import type { ListTicket } from './list-ticket.ts'

type Test = (ticket: ListTicket) => boolean
type Field = keyof ListTicket

/** Whether a ticket fits a query of a list, without asking the replica. Throws on what no query of a list says. */
export function matcherOf(selector: MangoQuerySelector<LocalDoc<'tickets'>>): Test {
  return allOf(Object.entries(selector).map(([field, wanted]) => testOf(field, wanted)))
}

function testOf(field: string, wanted: unknown): Test {
  if (field === '$and') return allOf(eachOf(wanted))
  if (field === '$or') return anyOf(eachOf(wanted))
  const name = field as Field
  if (typeof wanted !== 'object' || wanted === null) return (ticket) => ticket[name] === wanted
  return allOf(Object.entries(wanted).flatMap((operation) => operatorTest(name, operation, wanted)))
}

function operatorTest(name: Field, [operator, value]: [string, unknown], wanted: object): Test[] {
  switch (operator) {
    case '$in': {
      const values = new Set(value as readonly unknown[])
      return [(ticket) => values.has(ticket[name])]
    }
    case '$lte':
      return [(ticket) => (ticket[name] as number) <= (value as number)]
    case '$regex': {
      const { $options } = wanted as { readonly $options?: string }
      const pattern = new RegExp(String(value), $options)
      return [(ticket) => pattern.test(String(ticket[name]))]
    }
    case '$options':
      return []
    default:
      throw new Error(`A list knows no ${operator}.`)
  }
}

function eachOf(wanted: unknown): Test[] {
  return (wanted as readonly MangoQuerySelector<LocalDoc<'tickets'>>[]).map(matcherOf)
}

function allOf(tests: readonly Test[]): Test {
  const [only] = tests
  if (only !== undefined && tests.length === 1) return only
  return (ticket) => {
    for (const test of tests) if (!test(ticket)) return false
    return true
  }
}

function anyOf(tests: readonly Test[]): Test {
  return (ticket) => tests.some((test) => test(ticket))
}
