import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Density = 'comfortable' | 'compact'
export type ConsoleLanguage = 'en' | 'fr'

interface Preferences {
  readonly density: Density
  /** '' until the person chose one: the browser's language decides. */
  readonly language: ConsoleLanguage | ''
  /** Shows the list beside an open ticket when the window is wide enough. */
  readonly split: boolean
  /** `default` leaves it to the surroundings: on in the desktop program, off in a browser. */
  readonly notifications: 'default' | 'on' | 'off'
  setDensity(density: Density): void
  setLanguage(language: ConsoleLanguage): void
  setSplit(split: boolean): void
  setNotifications(notifications: 'on' | 'off'): void
}

/** How this person likes the console on this device; kept in the browser's storage. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      density: 'compact',
      language: '',
      split: true,
      notifications: 'default',
      setDensity: (density) => set({ density }),
      setLanguage: (language) => set({ language }),
      setSplit: (split) => set({ split }),
      setNotifications: (notifications) => set({ notifications }),
    }),
    { name: 'satchel.preferences', version: 1 },
  ),
)
