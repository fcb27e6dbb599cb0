import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeWindow, type Bounds } from './window-placement.ts'

const laptop: Bounds = { x: 0, y: 0, width: 1280, height: 760 }
const external: Bounds = { x: 1280, y: -200, width: 2560, height: 1400 }
const onExternal: Bounds = { x: 1500, y: 0, width: 1600, height: 1000 }

test('a window comes back where it was', () => {
  expect(placeWindow(onExternal, [laptop, external])).toEqual(onExternal)
})

test('a window of a display that was unplugged comes to the first one', () => {
  expect(placeWindow(onExternal, [laptop])).toEqual({ x: 0, y: 0, width: 1280, height: 760 })
})

test('the first window is in the middle and fits', () => {
  expect(placeWindow(undefined, [external])).toEqual({ x: 1840, y: 50, width: 1440, height: 900 })
})

test('a title bar above the screen is brought down', () => {
  expect(placeWindow({ x: 10, y: -30, width: 900, height: 600 }, [laptop]).y).toBe(0)
})

test('wherever it was saved, a person can reach it', () => {
  const bounds = fc.record({
    x: fc.integer({ min: -20_000, max: 20_000 }),
    y: fc.integer({ min: -20_000, max: 20_000 }),
    width: fc.integer({ min: -10, max: 20_000 }),
    height: fc.integer({ min: -10, max: 20_000 }),
  })
  fc.assert(
    fc.property(bounds, (saved) => {
      const placed = placeWindow(saved, [laptop])
      expect(placed.x + placed.width).toBeGreaterThanOrEqual(laptop.x + 100)
      expect(placed.x).toBeLessThanOrEqual(laptop.x + laptop.width - 100)
      expect(placed.y).toBeGreaterThanOrEqual(laptop.y)
      expect(placed.y).toBeLessThanOrEqual(laptop.y + laptop.height - 40)
    }),
  )
})
