import { expect, test } from 'vitest'
import { icnsFile, icoFile } from './icon-containers.ts'

const aPng = (pixels: number, bytes: number) => ({ pixels, png: Buffer.alloc(bytes, pixels % 251) })

test('each image of a Windows icon lies where its entry says', () => {
  const ico = icoFile([aPng(32, 10), aPng(256, 20)])
  expect(ico.readUInt16LE(4)).toBe(2)
  expect(ico.readUInt8(6)).toBe(32)
  expect(ico.readUInt8(6 + 16)).toBe(0)
  const offset = ico.readUInt32LE(6 + 16 + 12)
  expect(ico.subarray(offset)).toEqual(aPng(256, 20).png)
})

test('a macOS icon adds up to its length', () => {
  const icns = icnsFile([aPng(128, 5), aPng(1024, 7)])
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(icns.toString('ascii', 8, 12)).toBe('ic07')
  expect(() => icnsFile([aPng(100, 1)])).toThrow('no image of that size')
})
