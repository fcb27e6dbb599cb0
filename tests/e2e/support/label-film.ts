import { BarcodeFormat, QRCodeWriter } from '@zxing/library'
import { writeFile } from 'node:fs/promises'

const WIDTH = 640
const HEIGHT = 480
/** The code's side and its place in the picture, in pixels. */
const SIDE = 360
const LEFT = (WIDTH - SIDE) / 2
const TOP = (HEIGHT - SIDE) / 2
const PAPER = 235
const INK = 20

/** Writes a film (YUV4MPEG2) of a camera held at a label with this text. */
export async function filmLabel(file: string, text: string): Promise<void> {
  const code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIDE, SIDE, new Map())
  const luma = Buffer.alloc(WIDTH * HEIGHT, PAPER)
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) if (code.get(x, y)) luma[(TOP + y) * WIDTH + LEFT + x] = INK
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([head, frame, frame]))
}
