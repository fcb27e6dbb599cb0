import { createContext, use, type ReactNode } from 'react'
import type { Platform } from './platform.ts'

const PlatformContext = createContext<Platform | undefined>(undefined)

interface PlatformProviderProps {
  readonly platform: Platform
  readonly children: ReactNode
}

/** Gives the surroundings, desktop or browser, to everything inside. */
export function PlatformProvider({ platform, children }: PlatformProviderProps) {
  return <PlatformContext value={platform}>{children}</PlatformContext>
}

/** The surroundings; throws outside of their provider. */
export function usePlatform(): Platform {
  const platform = use(PlatformContext)
  if (platform === undefined) throw new Error('No platform around this component')
  return platform
}
