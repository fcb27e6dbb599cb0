const HOUR = 60

/**
 * Minutes in what somebody typed: `90`, `1h30`, `1:30`, `1 h 5 min`, `45min`, `1.5` or `1,5 h`. A whole number alone
 * means minutes, one with a decimal hours. Undefined when it is no length of time; 0 is none.
 */
export function readDuration(typed: string): number | undefined {
  const text = typed.toLowerCase().replaceAll(/\s+/gu, '').replace(',', '.')
  const minutes = SHAPES.reduce<number | undefined>((found, [shape, read]) => {
    const match = shape.exec(text)
    return found ?? (match === null ? undefined : read(match[1] ?? '', match[2] ?? ''))
  }, undefined)
  return minutes === undefined || minutes === 0 ? undefined : minutes
}

type Shape = readonly [RegExp, (first: string, second: string) => number | undefined]

const SHAPES: readonly Shape[] = [
  [/^(\d{1,5})(?:m|mn|min|mins|minutes?)?$/u, (minutes) => Number(minutes)],
  [/^(\d{0,3}\.\d{1,2})(?:h|hours?|heures?)?$/u, (hours) => Math.round(Number(hours) * HOUR)],
  [/^(\d{1,3})(?:h|hours?|heures?)$/u, (hours) => Number(hours) * HOUR],
  [/^(\d{1,3})(?:h|:|hours?|heures?)(\d{1,2})(?:m|mn|min|mins|minutes?)?$/u, together],
]

/** Sixty minutes and more beside hours are a slip of the keyboard. */
function together(hours: string, minutes: string): number | undefined {
  return Number(minutes) >= HOUR ? undefined : Number(hours) * HOUR + Number(minutes)
}

/** `95` → `1:35`; what somebody may type back in. */
export function writeDuration(minutes: number): string {
  return `${String(Math.floor(minutes / HOUR))}:${String(minutes % HOUR).padStart(2, '0')}`
}

/** What a running clock shows: `00:12`, `26:05`; hours and whole minutes of `milliseconds`. */
export function clockFace(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
  return `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`
}
