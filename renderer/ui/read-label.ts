/** Reads the label a picture shows; undefined where there is none in it. */
export type LabelReader = (frame: HTMLVideoElement) => Promise<string | undefined>

/** What browsers with a reader of their own offer; not every one has it. */
interface BuiltIn {
  detect(frame: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
interface BuiltInClass {
  new (options: { readonly formats: readonly string[] }): BuiltIn
  getSupportedFormats(): Promise<readonly string[]>
}

/** The codes that stand on labels and on boxes. */
const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13']
/** Wider pictures take longer to read and tell no more, in pixels. */
const WIDEST = 960

/** The browser's own reader where there is one, else one that is part of the program: both work without a network. */
export async function labelReader(): Promise<LabelReader> {
  const { BarcodeDetector: Detector } = globalThis as { BarcodeDetector?: BuiltInClass }
  const known = (await Detector?.getSupportedFormats().catch(() => [])) ?? []
  const formats = FORMATS.filter((format) => known.includes(format))
  if (Detector === undefined || formats.length < 3) return pixelReader()
  const detector = new Detector({ formats })
  return async (frame) => (await detector.detect(frame).catch(() => []))[0]?.rawValue
}

async function pixelReader(): Promise<LabelReader> {
  const { readPixels } = await import('./read-pixels.ts')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (frame) => {
    const scale = Math.min(1, WIDEST / frame.videoWidth)
    canvas.width = Math.round(frame.videoWidth * scale)
    canvas.height = Math.round(frame.videoHeight * scale)
    if (context === null || canvas.width === 0 || canvas.height === 0) return undefined
    context.drawImage(frame, 0, 0, canvas.width, canvas.height)
    return readPixels(context.getImageData(0, 0, canvas.width, canvas.height))
  }
}
