import { writeFile } from 'node:fs/promises'
import encodeQR from 'qr'

const WIDTH = 640
const HEIGHT = 480
/** The side of one square of the code, in pixels. */
const MODULE = 8
const PAPER = 235
const INK = 20

/** Writes a film (YUV4MPEG2) of a camera held at a label with this text. */
export async function filmLabel(file: string, text: string): Promise<void> {
  const code = encodeQR(text, 'raw', { border: 3 })
  const side = code.length * MODULE
  const [left, top] = [(WIDTH - side) / 2, (HEIGHT - side) / 2]
  const isInk = (x: number, y: number) => code[Math.floor(y / MODULE)]?.[Math.floor(x / MODULE)] === true
  const luma = Buffer.alloc(WIDTH * HEIGHT, PAPER)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) if (isInk(x, y)) luma[(top + y) * WIDTH + left + x] = INK
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([head, frame, frame]))
}
