import { create } from 'zustand'
import type { Session } from '../platform/session-context.tsx'

/** What lies over the page: one thing at a time. */
export type Overlay = 'none' | 'new-ticket' | 'search' | 'sync' | 'shortcuts' | 'sign-out' | 'palette'

interface ViewState {
  readonly overlay: Overlay
  readonly isUserMenuOpen: boolean
  /** The ended session whose renewal the person put off. */
  readonly signInPutOff: Session | undefined
  show(overlay: Overlay): void
  setUserMenu(isOpen: boolean): void
  putSignInOff(session: Session | undefined): void
}

/** Which dialog is open; nothing else of the console lives here. */
export const useViewState = create<ViewState>()((set) => ({
  overlay: 'none',
  isUserMenuOpen: false,
  signInPutOff: undefined,
  show: (overlay) => set({ overlay }),
  setUserMenu: (isUserMenuOpen) => set({ isUserMenuOpen }),
  putSignInOff: (signInPutOff) => set({ signInPutOff }),
}))
