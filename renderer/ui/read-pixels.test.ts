import { BarcodeFormat, QRCodeWriter } from '@zxing/library'
import { expect, test } from 'vitest'
import { readPixels } from './read-pixels.ts'

/** A picture of a label with a QR code on it, `side` pixels each way. */
function pictureOf(text: string, side: number): Pick<ImageData, 'data' | 'width' | 'height'> {
  const code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side, new Map())
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let at = 0; at < side * side; at++) {
    if (code.get(at % side, Math.floor(at / side))) data.fill(20, at * 4, at * 4 + 3)
  }
  return { data, width: side, height: side }
}

test('a label in a picture is read', () => {
  expect(readPixels(pictureOf('BRV-00042', 240))).toBe('BRV-00042')
})

test('a picture without a label says nothing', () => {
  const blank = { data: new Uint8ClampedArray(100 * 100 * 4).fill(180), width: 100, height: 100 }
  expect(readPixels(blank)).toBeUndefined()
})
