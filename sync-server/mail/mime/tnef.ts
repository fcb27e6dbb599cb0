import { decodeCharset } from './charset.ts'

/** A file inside a `winmail.dat`. */
export interface TnefFile {
  readonly name: string
  readonly type: string
  readonly contentId: string
  readonly content: Buffer
}

/** Identifiers of [MS-OXTNEF] 2.1.3 and of the properties in [MS-OXPROPS]. */
const SIGNATURE = 0x223e9f78
const ATTACHMENT_STARTS = 0x9002
const ATTACHMENT_TITLE = 0x8010
const ATTACHMENT_DATA = 0x800f
const ATTACHMENT_PROPERTIES = 0x9005
const LONG_FILE_NAME = 0x3707
const MIME_TYPE = 0x370e
const CONTENT_ID = 0x3712
const DATA_OBJECT = 0x3701

const MOST_FILES = 100
const MOST_PROPERTIES = 1_000
const MOST_VALUES = 10_000

interface Draft {
  name: string
  type: string
  contentId: string
  content: Buffer
}

/**
 * The files in the attachment that Outlook makes of a mail in its own format ([MS-OXTNEF]). Damage ends the reading:
 * what was found before it counts; [] when it is nothing of the kind.
 */
export function readTnef(bytes: Buffer): TnefFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return []
  const files: Draft[] = []
  // Signature and key; then level, identifier, type, length, data, checksum.
  for (let at = 6; at + 9 <= bytes.length && files.length <= MOST_FILES;) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const data = bytes.subarray(at + 9, at + 9 + length)
    if (data.length < length) break
    if (id === ATTACHMENT_STARTS) files.push({ name: '', type: '', contentId: '', content: Buffer.alloc(0) })
    const file = files.at(-1)
    if (file) readAttribute(file, id, data)
    at += 9 + length + 2
  }
  return files
    .filter(({ content }) => content.length > 0)
    .map(({ type, ...file }) => ({ ...file, type: type || 'application/octet-stream' }))
}

function readAttribute(file: Draft, id: number, data: Buffer): void {
  if (id === ATTACHMENT_TITLE && file.name === '') file.name = textOf(data, 0x1e)
  else if (id === ATTACHMENT_DATA) file.content = data
  else if (id === ATTACHMENT_PROPERTIES) readProperties(file, data)
}

function readProperties(file: Draft, data: Buffer): void {
  for (const { id, type, value } of properties(data)) {
    if (id === LONG_FILE_NAME) file.name = textOf(value, type)
    else if (id === MIME_TYPE) file.type = textOf(value, type).toLowerCase()
    else if (id === CONTENT_ID) file.contentId = textOf(value, type).replace(/^<|>$/g, '')
    else if (id === DATA_OBJECT && type === 0x102 && file.content.length === 0) file.content = value
  }
}

function textOf(value: Buffer, type: number): string {
  const text = type === 0x1f ? value.toString('utf16le') : decodeCharset(value, 'windows-1252')
  return text.replace(/\0.*$/s, '')
}

interface Property {
  readonly id: number
  readonly type: number
  readonly value: Buffer
}

/** Sizes in bytes of values that stand in the stream themselves; the others come with a count and lengths. */
const FIXED: Readonly<Record<number, number>> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x0a: 4,
  0x0b: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x14: 8,
  0x40: 8,
  0x48: 16,
}

/** The properties of a MAPI property list; ends quietly where it makes no sense any more. */
function* properties(data: Buffer): Generator<Property> {
  const reader = readerOf(data)
  const count = Math.min(reader.number(), MOST_PROPERTIES)
  for (let index = 0; index < count && !reader.isBroken(); index++) {
    const tag = reader.number()
    const [type, id] = [tag & 0xffff, tag >>> 16]
    if (id >= 0x8000) skipName(reader)
    const base = type & 0x0fff
    const isMany = (type & 0x1000) !== 0
    const size = FIXED[base]
    const values = size === undefined || isMany ? Math.min(reader.number(), MOST_VALUES) : 1
    for (let n = 0; n < values && !reader.isBroken(); n++) {
      const value = reader.bytes(size ?? reader.number())
      if (n === 0 && !reader.isBroken()) yield { id, type: base, value }
    }
  }
}

function skipName(reader: Reader): void {
  reader.bytes(16)
  if (reader.number() === 0) reader.number()
  else reader.bytes(reader.number())
}

interface Reader {
  /** 32 bits. */
  number(): number
  /** Bytes, and over what fills them up to a multiple of four. */
  bytes(length: number): Buffer
  isBroken(): boolean
}

function readerOf(data: Buffer): Reader {
  let at = 0
  let broken = false
  const bytes = (length: number): Buffer => {
    if (broken || at + length > data.length) {
      broken = true
      return Buffer.alloc(0)
    }
    const value = data.subarray(at, at + length)
    at += Math.ceil(length / 4) * 4
    return value
  }
  return {
    bytes,
    number() {
      const value = bytes(4)
      return value.length === 4 ? value.readUInt32LE(0) : 0
    },
    isBroken: () => broken,
  }
}
