/** A square PNG and its edge in pixels. */
export interface SquarePng {
  readonly pixels: number
  readonly png: Buffer
}

const ICO_HEADER_BYTES = 6
const ICO_ENTRY_BYTES = 16

/** A Windows icon that holds PNGs of up to 256 pixels (ICO as of Windows Vista: 0 means 256). */
export function icoFile(images: readonly SquarePng[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER_BYTES)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * images.length
  const entries = images.map(({ pixels, png }) => {
    const entry = Buffer.alloc(ICO_ENTRY_BYTES)
    entry.writeUInt8(pixels % 256, 0)
    entry.writeUInt8(pixels % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)])
}

/** The ICNS type of a PNG by its edge in pixels. */
const ICNS_TYPES: Readonly<Record<number, string>> = {
  16: 'icp4',
  32: 'icp5',
  64: 'icp6',
  128: 'ic07',
  256: 'ic08',
  512: 'ic09',
  1024: 'ic10',
}

/** A macOS icon: typed chunks of PNG, each with its length. */
export function icnsFile(images: readonly SquarePng[]): Buffer {
  const chunks = images.map(({ pixels, png }) => icnsChunk(ICNS_TYPES[pixels] ?? '', png))
  return icnsChunk('icns', Buffer.concat(chunks))
}

function icnsChunk(type: string, content: Buffer): Buffer {
  if (type.length !== 4) throw new Error('ICNS holds no image of that size')
  const head = Buffer.alloc(8)
  head.write(type, 0, 'ascii')
  head.writeUInt32BE(content.length + head.length, 4)
  return Buffer.concat([head, content])
}
