/** What a mail program shows of a message. */
export interface ReadMail {
  /** Lower-case name → value, decoded; the last one where a name stands twice. */
  readonly headers: Readonly<Record<string, string>>
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Reads a message as it came over the wire: folded headers, encoded words, alternatives, transfer encodings. */
export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = split(raw)
  const parts = partsOf(headers, body)
  const of = (type: string) => parts.find((part) => part.type === type)?.text ?? ''
  return { headers, subject: headers['subject'] ?? '', text: of('text/plain'), html: of('text/html') }
}

interface Part {
  readonly type: string
  readonly text: string
}

function split(raw: Buffer): { headers: Record<string, string>; body: Buffer } {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.subarray(0, end).toString('utf8')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const entries = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const
  })
  return { headers: Object.fromEntries(entries), body: raw.subarray(end + 4) }
}

/** RFC 2047; the blank between two encoded words belongs to neither. */
function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?]+\?[BQbq]\?[^?]*\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?([^?]+)\?([BQbq])\?([^?]*)\?=/g, (_, _charset, kind, data) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(data, 'base64').toString('utf8')
        : decodeQuoted(Buffer.from(data.replaceAll('_', ' '))).toString('utf8'),
    )
}

function partsOf(headers: Readonly<Record<string, string>>, body: Buffer): readonly Part[] {
  const [type = '', ...parameters] = (headers['content-type'] ?? 'text/plain').split(';').map((part) => part.trim())
  if (!type.startsWith('multipart/')) return [{ type, text: decode(headers, body).toString('utf8') }]
  const boundary = parameters.find((part) => part.startsWith('boundary='))?.replace(/^boundary="?([^"]*)"?$/, '$1')
  const pieces = body.toString('latin1').split(`--${boundary}`).slice(1, -1)
  return pieces.flatMap((piece) => {
    const inner = split(Buffer.from(piece.replace(/^\r\n/, '').replace(/\r\n$/, ''), 'latin1'))
    return partsOf(inner.headers, inner.body)
  })
}

function decode(headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  switch (headers['content-transfer-encoding']?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64')
    case 'quoted-printable':
      return decodeQuoted(body)
    default:
      return body
  }
}

function decodeQuoted(body: Buffer): Buffer {
  const text = body.toString('latin1').replace(/=\r\n/g, '')
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
