import {
  BinaryBitmap,
  BarcodeFormat,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  RGBLuminanceSource,
} from '@zxing/library'
import decodeQR from 'qr/decode.js'

type Picture = Pick<ImageData, 'data' | 'width' | 'height'>

const HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128, BarcodeFormat.CODE_39, BarcodeFormat.EAN_13]],
  [DecodeHintType.TRY_HARDER, true],
])

/** The QR code or barcode in a picture of RGBA pixels; undefined where none can be read. */
export function readPixels(picture: Picture): string | undefined {
  return readSquare(picture) ?? readBars(picture)
}

/** Both libraries throw for a picture without a code: most pictures of a camera hold none. */
function readSquare({ data, width, height }: Picture): string | undefined {
  try {
    return decodeQR({ data, width, height })
  } catch {
    return undefined
  }
}

function readBars({ data, width, height }: Picture): string | undefined {
  const source = new RGBLuminanceSource(greysOf(data), width, height)
  try {
    return new MultiFormatOneDReader(HINTS)
      .decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS)
      .getText()
  } catch {
    return undefined
  }
}

/** One grey for each pixel, weighted as the eye does (ITU-R BT.601). */
function greysOf(rgba: ArrayLike<number>): Uint8ClampedArray {
  const greys = new Uint8ClampedArray(rgba.length / 4)
  for (let at = 0; at < greys.length; at++) {
    const [red = 0, green = 0, blue = 0] = [rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2]]
    greys[at] = 0.299 * red + 0.587 * green + 0.114 * blue
  }
  return greys
}
