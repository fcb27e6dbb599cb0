import { createRootRoute } from '@tanstack/react-router'
import { Shell } from '../shell.tsx'

/** The frame in which every page stands. */
export const root = createRootRoute({ component: Shell })
