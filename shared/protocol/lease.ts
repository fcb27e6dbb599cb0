/** Days without the server after which a device locks, where the server says nothing else; 0 means never. */
export const DEFAULT_OFFLINE_DAYS = 30

/** How long a device has been without its server, counted on its own clock. */
export interface Silence {
  /** What the device's clock showed when it was last looked at, in milliseconds since 1970. */
  readonly seenAt: number
  /** Milliseconds counted since the server was last reached. */
  readonly passed: number
}

const DAY_MS = 86_400_000

/** The server was reached now (milliseconds on the device's clock). */
export function silenceBroken(now: number): Silence {
  return { seenAt: now, passed: 0 }
}

/** The silence as of now. Only time that went forward counts, so that a clock set back takes nothing off it. */
export function silenceAt({ seenAt, passed }: Silence, now: number): Silence {
  return { seenAt: now, passed: passed + Math.max(0, now - seenAt) }
}

/** True when a device may not show its copy before it has reached the server again. */
export function isLeaseOver({ passed }: Silence, offlineDays: number): boolean {
  return offlineDays > 0 && passed >= offlineDays * DAY_MS
}
