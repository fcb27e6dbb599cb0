/** A rectangle in device-independent pixels. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MIN_WIDTH = 760
export const MIN_HEIGHT = 520
const DEFAULT_WIDTH = 1440
const DEFAULT_HEIGHT = 900
/** Enough of the title bar to grab it with a mouse. */
const GRAB_WIDTH = 120
const GRAB_HEIGHT = 40

/**
 * Where a window opens: where it was, if a person could still reach its title bar on one of the work
 * areas (displays come and go), else in the middle of the first. Never larger than the work area.
 */
export function placeWindow(saved: Bounds | undefined, workAreas: readonly Bounds[]): Bounds {
  const first = workAreas[0] ?? { x: 0, y: 0, width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }
  if (!saved) return centred(first)
  const fits = workAreas
    .map((area) => ({ area, window: fitted(saved, area) }))
    .find(({ area, window }) => isTitleBarReachable(window, area))
  return fits ? { ...fits.window, y: Math.max(saved.y, fits.area.y) } : centred(first)
}

function fitted(window: Bounds, area: Bounds): Bounds {
  return {
    x: window.x,
    y: window.y,
    width: clamp(window.width, MIN_WIDTH, Math.max(MIN_WIDTH, area.width)),
    height: clamp(window.height, MIN_HEIGHT, Math.max(MIN_HEIGHT, area.height)),
  }
}

function isTitleBarReachable(window: Bounds, area: Bounds): boolean {
  const seenWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const isTopInside = window.y >= area.y - GRAB_HEIGHT && window.y <= area.y + area.height - GRAB_HEIGHT
  return seenWidth >= GRAB_WIDTH && isTopInside
}

function centred(area: Bounds): Bounds {
  const width = Math.min(DEFAULT_WIDTH, area.width)
  const height = Math.min(DEFAULT_HEIGHT, area.height)
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
