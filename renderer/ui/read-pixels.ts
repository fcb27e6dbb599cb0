import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library'

const HINTS = new Map<DecodeHintType, unknown>([
  [
    DecodeHintType.POSSIBLE_FORMATS,
    [
      BarcodeFormat.QR_CODE,
      BarcodeFormat.DATA_MATRIX,
      BarcodeFormat.CODE_128,
      BarcodeFormat.CODE_39,
      BarcodeFormat.EAN_13,
    ],
  ],
  [DecodeHintType.TRY_HARDER, true],
])

/** The code in a picture of RGBA pixels; undefined where none can be read. */
export function readPixels({
  data,
  width,
  height,
}: Pick<ImageData, 'data' | 'width' | 'height'>): string | undefined {
  const source = new RGBLuminanceSource(greysOf(data), width, height)
  try {
    return new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS).getText()
  } catch {
    // The library throws for every picture that holds no code.
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
