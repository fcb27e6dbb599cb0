/** One measured value, beside a peer measured in the same run where there is one. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What `peerValue` was measured on; '' where there is no peer. */
  readonly peer: string
  readonly peerValue: number
  /** Ours to the peer's, so that more is better for us; 0 where there is no peer. */
  readonly ratio: number
  /** What issue and design ask for, as text; '' where nothing is asked. */
  readonly bar: string
  /** Undefined where there is no bar. */
  readonly isMet?: boolean
}

/** The rows of one part of the benchmark, with what must be known to read them. */
export interface Part {
  readonly title: string
  /** How it was measured: Markdown, placed above the table. */
  readonly notes: string
  readonly rows: readonly Row[]
}

/** A value without a peer. */
export function measured(name: string, value: number, unit: string): Row {
  return { name, value, unit, peer: '', peerValue: 0, ratio: 0, bar: '' }
}

/** A value where less is better, and the most it may be. */
export function atMost(name: string, value: number, unit: string, most: number): Row {
  return { ...measured(name, value, unit), bar: `≤ ${most} ${unit}`, isMet: value <= most }
}

/** A rate beside a peer's; `least` is the ratio that is asked for. */
export function against(
  name: string,
  value: number,
  unit: string,
  peer: { readonly name: string; readonly value: number; readonly least?: number },
): Row {
  const ratio = value / peer.value
  const row = { name, value, unit, peer: peer.name, peerValue: peer.value, ratio }
  if (peer.least === undefined) return { ...row, bar: '' }
  return { ...row, bar: `≥ ${peer.least} ×`, isMet: ratio >= peer.least }
}

/** A row in words, as a run prints it. */
export function lineOf({ name, value, unit, peer, peerValue, ratio, bar, isMet }: Row): string {
  const beside = peer === '' ? '' : ` · ${peer}: ${round(peerValue)} · ${ratio.toFixed(2)} ×`
  const judged = bar === '' ? '' : ` · ${bar}: ${isMet ? 'met' : 'MISSED'}`
  return `  ${name}: ${round(value)} ${unit}${beside}${judged}`
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
