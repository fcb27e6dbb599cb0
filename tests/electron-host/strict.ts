import { EventEmitter } from 'node:events'

const ENDS: ReadonlySet<object | null> = new Set([Object.prototype, EventEmitter.prototype, null])
/** Names that Node, promises and inspectors look for on anything. */
const PROBED = /^(then|toJSON|domain|nodeType|inspect|_.*)$/

const guarded = new WeakSet<object>()

/**
 * Makes every member we did not write throw by name, so that a test never passes on an `undefined`
 * that Electron would have answered. The guard sits at the end of the prototype chain, where it sees
 * only what was found nowhere else, and private fields keep working.
 */
export function strict<T extends object>(name: string, value: T): T {
  let last: object = value
  for (let next = protoOf(last); next !== null && !ENDS.has(next); next = protoOf(next)) {
    if (guarded.has(next)) return value
    last = next
  }
  const guard = new Proxy(protoOf(last) ?? {}, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || PROBED.test(key)) {
        return Reflect.get(target, key, receiver) as unknown
      }
      throw new Error(`electron-host: ${name}.${key} is not implemented`)
    },
  })
  guarded.add(guard)
  Object.setPrototypeOf(last, guard)
  return value
}

function protoOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null
}
