import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A file as it lies at the receiver's. */
export interface DeliveredFile {
  readonly name: string
  readonly sha256: string
  readonly sizeBytes: number
  /** By document number: rows and the sum of their amounts, `S` against `H`, without its sign. */
  readonly documents: ReadonlyMap<string, { readonly rows: number; readonly cents: number }>
}

export interface Receiver {
  readonly visible: readonly DeliveredFile[]
  /** Files under names that a receiver does not look at. */
  readonly hidden: readonly string[]
}

/** Reads what lies below a folder, without a line of the program's own. */
export function readReceiver(root: string): Receiver {
  const visible: DeliveredFile[] = []
  const hidden: string[] = []
  if (!existsSync(root)) return { visible, hidden }
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if (entry.name.startsWith('.')) hidden.push(entry.name)
    else visible.push(read(path))
  }
  return { visible, hidden }
}

function read(path: string): DeliveredFile {
  const bytes = readFileSync(path)
  return {
    name: basename(path),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    documents: documentsIn(bytes.toString('latin1')),
  }
}

/** Category 21 of the EXTF header is a batch of bookings; what else there is holds no documents. */
const bookings = '21'
const [amountAt, sideAt, documentAt] = [0, 1, 10]

function documentsIn(text: string): DeliveredFile['documents'] {
  const found = new Map<string, { rows: number; cents: number }>()
  const lines = text.split('\r\n')
  if (fieldsOf(lines[0] ?? '')[2] !== bookings) return found
  for (const line of lines.slice(2).filter((one) => one !== '')) {
    const fields = fieldsOf(line)
    const cents = Number((fields[amountAt] ?? '').replace(',', '')) * (fields[sideAt] === 'H' ? -1 : 1)
    const number = fields[documentAt] ?? ''
    const before = found.get(number) ?? { rows: 0, cents: 0 }
    found.set(number, { rows: before.rows + 1, cents: before.cents + cents })
  }
  return new Map([...found].map(([number, { rows, cents }]) => [number, { rows, cents: Math.abs(cents) }]))
}

function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
