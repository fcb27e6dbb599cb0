import { create } from 'zustand'

/** What lies over the page: one thing at a time. */
export type Overlay = 'none' | 'new-ticket' | 'search' | 'sync' | 'shortcuts' | 'sign-out' | 'palette'

interface ViewState {
  readonly overlay: Overlay
  readonly isUserMenuOpen: boolean
  show(overlay: Overlay): void
  setUserMenu(isOpen: boolean): void
}

/** Which dialog is open; nothing else of the console lives here. */
export const useViewState = create<ViewState>()((set) => ({
  overlay: 'none',
  isUserMenuOpen: false,
  show: (overlay) => set({ overlay }),
  setUserMenu: (isUserMenuOpen) => set({ isUserMenuOpen }),
}))
