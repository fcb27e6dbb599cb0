/** Offered for a price; one that is in use already is offered too. */
export const CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'CAD',
  'SEK',
  'DKK',
  'NOK',
  'PLN',
  'CZK',
  'JPY',
] as const

/** Decimal places of a currency: 2 for EUR, 0 for JPY; 2 where none is known. */
export function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/u.test(currency)) return 2
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/**
 * Minor units (cents) in a price somebody typed: `1234.5`, `1 234,50 €`, `1,234.50`. The last point or comma counts as
 * decimal when at most so many digits follow as the currency has. Undefined when it is no price.
 */
export function readPrice(typed: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency)
  const text = typed.replaceAll(/[\s\u00A0\u202F'’]|[A-Z]{3}|\p{Sc}/gu, '')
  const match = /^(\d{1,3}(?:[.,]?\d{3})*|\d+)(?:[.,](\d*))?$/u.exec(text)
  if (match === null || text === '') return undefined
  const [, whole = '', fraction = ''] = match
  if (fraction.length > decimals) return undefined
  const minor =
    Number(whole.replaceAll(/[.,]/gu, '')) * 10 ** decimals + Number(fraction.padEnd(decimals, '0'))
  return minor <= MOST ? minor : undefined
}

/** What a document can hold. */
const MOST = 2_147_483_647

/** `1,234.50` in the language of the reader, without a currency: what one may type back in. */
export function writePrice(minor: number, currency: string, language: string): string {
  const decimals = decimalsOf(currency)
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(minor / 10 ** decimals)
}

/** `€1,234.50`; a bare number where no currency is given. */
export function showMoney(minor: number, currency: string, language: string): string {
  if (currency === '') return writePrice(minor, currency, language)
  const value = minor / 10 ** decimalsOf(currency)
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(value)
}
