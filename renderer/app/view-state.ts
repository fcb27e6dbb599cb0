import { create } from 'zustand'
import type { Notice } from '#shared/notices/schema.ts'
import type { NewTicketForm } from '../features/new-ticket/new-ticket.ts'
import type { Session } from '../platform/session-context.tsx'

/** What lies over the page: one thing at a time. */
export type Overlay =
  | 'none'
  | 'new-ticket'
  | 'search'
  | 'sync'
  | 'shortcuts'
  | 'offline'
  | 'sign-out'
  | 'palette'
  | 'devices'
  | 'import'

/** A refused ticket in the form again, with the notices that are settled once it is created. */
export interface RefusedTicket {
  readonly form: NewTicketForm
  readonly notices: readonly Notice[]
}

interface ViewState {
  readonly overlay: Overlay
  readonly isUserMenuOpen: boolean
  /** What the new-ticket form begins with; undefined for an empty one. */
  readonly refusedTicket: RefusedTicket | undefined
  /** The ended session whose renewal the person put off. */
  readonly signInPutOff: Session | undefined
  show(overlay: Overlay): void
  rewrite(refused: RefusedTicket): void
  setUserMenu(isOpen: boolean): void
  putSignInOff(session: Session | undefined): void
}

/** Which dialog is open; nothing else of the console lives here. */
export const useViewState = create<ViewState>()((set) => ({
  overlay: 'none',
  isUserMenuOpen: false,
  refusedTicket: undefined,
  signInPutOff: undefined,
  show: (overlay) => set({ overlay, refusedTicket: undefined }),
  rewrite: (refusedTicket) => set({ overlay: 'new-ticket', refusedTicket }),
  setUserMenu: (isUserMenuOpen) => set({ isUserMenuOpen }),
  putSignInOff: (signInPutOff) => set({ signInPutOff }),
}))
