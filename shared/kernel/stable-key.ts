const PRIME = 0x100000001b3n
const FIRST = 0xcbf29ce484222325n
const SECOND = 0x9ae16a3b2f90404fn
const MASK = (1n << 64n) - 1n

/**
 * 32 hex digits that always follow from a text, on every device: what two people do at once to one thing gets one id.
 * FNV-1a, 64 bits from two beginnings; not for secrets.
 */
export function stableKey(text: string): string {
  return [FIRST, SECOND].map((begin) => fnv1a(text, begin).toString(16).padStart(16, '0')).join('')
}

function fnv1a(text: string, begin: bigint): bigint {
  let hash = begin
  for (let at = 0; at < text.length; at++) {
    hash = ((hash ^ BigInt(text.charCodeAt(at))) * PRIME) & MASK
  }
  return hash
}
