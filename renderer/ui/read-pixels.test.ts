import encodeQR from 'qr'
import { describe, expect, test } from 'vitest'
import { readPixels } from './read-pixels.ts'

/** A grey camera picture with a label in it, a little off its centre; `isInk` tells of each pixel of the label. */
function pictureOf(
  [width, height]: readonly [number, number],
  [wide, high]: readonly [number, number],
  isInk: (x: number, y: number) => boolean,
): Pick<ImageData, 'data' | 'width' | 'height'> {
  const data = new Uint8ClampedArray(width * height * 4).fill(205)
  const [left, top] = [Math.floor((width - wide) / 2) + 17, Math.floor((height - high) / 2) - 9]
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const at = ((top + y) * width + left + x) * 4
      data.fill(isInk(x, y) ? 30 : 240, at, at + 3)
    }
  }
  return { data, width, height }
}

function squareOf(text: string, module: number) {
  const modules = encodeQR(text, 'raw', { border: 3 })
  const side = modules.length * module
  const isInk = (x: number, y: number) => modules[Math.floor(y / module)]?.[Math.floor(x / module)] === true
  return pictureOf([640, 480], [side, side], isInk)
}

/** Code 39 (ISO/IEC 16388): nine elements a letter, bars and spaces in turn, `w` for the wide ones. */
const LETTERS: Readonly<Record<string, string>> = {
  '*': 'nwnnwnwnn',
  A: 'wnnnnwnnw',
  '-': 'nwnnnnwnw',
  '4': 'nnnwwnnnw',
  '2': 'nnwwnnnnw',
}

function barsOf(text: string, module: number) {
  const elements = [...`*${text}*`].flatMap((letter) => [...(LETTERS[letter] ?? ''), 'n'])
  const columns = elements.flatMap((width, at) =>
    Array.from({ length: (width === 'w' ? 3 : 1) * module }, () => (at % 10) % 2 === 0 && at % 10 !== 9),
  )
  const quiet = 12 * module
  const isInk = (x: number) => columns[x - quiet] === true
  return pictureOf([960, 540], [columns.length + 2 * quiet, 120], isInk)
}

describe('a label in a picture', () => {
  test.each([4, 6, 9])('is read as a QR code, each square of it %i pixels wide', (module) => {
    expect(readPixels(squareOf('BRV-00042', module))).toBe('BRV-00042')
    expect(readPixels(squareOf('https://desk.example/a/BRV-00042', module))).toBe(
      'https://desk.example/a/BRV-00042',
    )
  })

  test.each([2, 4])('is read as bars, the narrow ones %i pixels wide', (module) => {
    expect(readPixels(barsOf('A-42', module))).toBe('A-42')
  })
})

test('a picture without a label says nothing', () => {
  expect(readPixels(pictureOf([320, 240], [0, 0], () => false))).toBeUndefined()
})
