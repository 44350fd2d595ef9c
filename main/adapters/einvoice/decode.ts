export interface Decoded {
  readonly text: string
  /** True when the bytes were not what they said, and windows-1252 was taken. */
  readonly guessed: boolean
}

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  // Without a mark: `<?` in two bytes each.
  { bytes: [0x3c, 0x00, 0x3f, 0x00], encoding: 'utf-16le' },
  { bytes: [0x00, 0x3c, 0x00, 0x3f], encoding: 'utf-16be' },
] as const

/** Bytes of an XML file → text: byte order mark, else the declared encoding, else UTF-8; what is wrong becomes windows-1252. */
export function decodeXml(bytes: Uint8Array): Decoded {
  const marked = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))
  const text = decodeStrictly(bytes, marked?.encoding ?? declaredIn(bytes) ?? 'utf-8')
  if (text !== null) return { text, guessed: false }
  return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true }
}

/** Null when the encoding is unknown or a byte does not fit it. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null // the platform answers this question only by an exception
  }
}

function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(head)?.[1]?.toLowerCase()
  // A file that declares UTF-16 and is none in its first bytes was converted and kept its old declaration.
  return declared === undefined || declared.startsWith('utf-16') ? null : declared
}
