import { DEVICE_PLANTS } from './device-plants.ts'
import type { Plant } from './plant.ts'
import { REACH_PLANTS } from './reach-plants.ts'
import { SERVER_PLANTS } from './server-plants.ts'

/** Every planted bug. */
export const PLANTS: readonly Plant[] = [...SERVER_PLANTS, ...DEVICE_PLANTS, ...REACH_PLANTS]
