/** Waits that somebody may cut short. */
export interface Waker {
  wake(): void
  /** True once somebody woke it, now or since it last waited; false when the time passed or everything ends. */
  wait(milliseconds: number): Promise<boolean>
  /** Waits without listening. */
  pause(milliseconds: number): Promise<void>
}

/** A waker that ends with a signal. */
export function createWaker(signal: AbortSignal): Waker {
  let isWoken = false
  let onWake = () => {}
  const sleep = (milliseconds: number, canWake: boolean) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        onWake = () => {}
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      signal.addEventListener('abort', end)
      if (canWake) onWake = end
      if (signal.aborted) end()
    })
  return {
    wake() {
      isWoken = true
      onWake()
    },
    async wait(milliseconds) {
      if (!isWoken) await sleep(milliseconds, true)
      const was = isWoken
      isWoken = false
      return was
    },
    pause: (milliseconds) => sleep(milliseconds, false),
  }
}
