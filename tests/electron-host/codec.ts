/** Turns IPC values into text and back. */
export interface Codec {
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * Structured clone over JSON for what our channels carry: JSON values, undefined, dates and bytes.
 * Anything else throws. Runs in Node and, through toString(), in the page: no imports, no closures.
 */
export function makeCodec(): Codec {
  const TAG = '$host'

  const pack = (value: unknown): unknown => {
    if (value === undefined) return { [TAG]: 'undefined' }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (Array.isArray(value)) return value.map(pack)
    if (value instanceof Date) return { [TAG]: 'date', data: value.getTime() }
    if (value instanceof Uint8Array) return { [TAG]: 'bytes', data: toBase64(value) }
    if (typeof value === 'object' && isPlain(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)]))
    }
    throw new Error(`An object could not be cloned: ${Object.prototype.toString.call(value)}`)
  }

  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    const packed = value as Record<string, unknown>
    if (packed[TAG] === 'undefined') return undefined
    if (packed[TAG] === 'date') return new Date(Number(packed['data']))
    if (packed[TAG] === 'bytes') return fromBase64(String(packed['data']))
    return Object.fromEntries(Object.entries(packed).map(([key, inner]) => [key, unpack(inner)]))
  }

  const isPlain = (value: object): boolean =>
    Object.prototype.toString.call(value) === '[object Object]' && !('then' in value)

  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x80_00) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x80_00))
    }
    return btoa(text)
  }

  const fromBase64 = (text: string): Uint8Array =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

  return {
    encode: (value) => JSON.stringify(pack(value)),
    decode: (text) => unpack(JSON.parse(text)),
  }
}
