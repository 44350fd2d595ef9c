import { Buffer, isUtf8 } from 'node:buffer'

/** One line of an exchange file, taken apart. */
export interface CsvRecord {
  /** From 1, where the record begins in the file. */
  readonly line: number
  readonly fields: readonly string[]
  /** Not everything in it was UTF-8; U+FFFD stands for what was not. */
  readonly damaged: boolean
}

/** A line that cannot be taken apart. */
export interface CsvProblem {
  readonly line: number
  /** Of the field, from 0; null when the whole line is meant. */
  readonly field: number | null
  readonly value: string | null
  readonly code: 'import-quote-misplaced' | 'import-quote-unclosed' | 'import-line-too-long'
}

export type CsvItem = { readonly record: CsvRecord } | { readonly problem: CsvProblem }

interface Line {
  readonly no: number
  readonly text: string
  readonly damaged: boolean
}

export const lineBytesMax = 1_048_576
/** How far a quote that stays open is followed before it counts as a mistake. */
const openLinesMax = 100
const openCharactersMax = 65_536

const lf = 10
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Semicolons, quotes as in RFC 4180, LF or CRLF, UTF-8 with or without a byte order mark. Empty lines are passed over.
 * A line that cannot be read is a problem of its own and the next one is read again. Holds a piece of the stream and one
 * line, never the file.
 * @param bytes pieces of any size
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvItem[]> {
  const assembler = createAssembler()
  let rest: Uint8Array[] = []
  let restBytes = 0
  let lineNo = 1
  const linesOf = (block: Buffer): readonly Line[] => {
    const lines = toLines(lineNo === 1 ? withoutMark(block) : block, lineNo)
    lineNo += lines.length
    return lines
  }
  for await (const piece of bytes) {
    const end = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).lastIndexOf(lf) + 1
    if (end > 0) {
      const block = Buffer.concat([...rest, piece.subarray(0, end)])
      yield assembler.take(linesOf(block.subarray(0, -1)))
      rest = []
      restBytes = 0
    }
    rest.push(piece.subarray(end))
    restBytes += piece.length - end
    if (restBytes > lineBytesMax) {
      yield [{ problem: { line: lineNo, field: null, value: null, code: 'import-line-too-long' } }]
      return
    }
  }
  const last = restBytes > 0 ? assembler.take(linesOf(Buffer.concat(rest))) : []
  yield [...last, ...assembler.end()]
}

function withoutMark(block: Buffer): Buffer {
  return block.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? block.subarray(byteOrderMark.length) : block
}

/** A block without its last LF. LF is never part of another character in UTF-8, so a block can be decoded by itself. */
function toLines(block: Buffer, firstNo: number): readonly Line[] {
  const damaged = isUtf8(block) ? null : damagedLines(block)
  return block
    .toString('utf8')
    .split('\n')
    .map((text, index) => ({
      no: firstNo + index,
      text: text.endsWith('\r') ? text.slice(0, -1) : text,
      damaged: damaged?.has(index) ?? false,
    }))
}

function damagedLines(block: Buffer): ReadonlySet<number> {
  const found = new Set<number>()
  let start = 0
  for (let index = 0; start <= block.length; index += 1) {
    const next = block.indexOf(lf, start)
    const end = next < 0 ? block.length : next
    if (!isUtf8(block.subarray(start, end))) found.add(index)
    start = end + 1
  }
  return found
}

type Taken =
  | { readonly fields: readonly string[] }
  | { readonly trouble: 'open' | 'misplaced'; readonly field: number; readonly value: string }

/** One text, which may hold line breaks inside quotes, into its fields. */
export function splitFields(text: string): Taken {
  if (!text.includes('"')) return { fields: text.split(';') }
  const fields: string[] = []
  let at = 0
  for (;;) {
    const quoted = text[at] === '"'
    const end = quoted ? closingQuote(text, at + 1) : endOfPlain(text, at)
    const raw = text.slice(at, end < 0 ? undefined : end)
    if (end < 0) return { trouble: 'open', field: fields.length, value: raw }
    const next = quoted ? end + 1 : end
    const isWhole = next === text.length || text[next] === ';'
    if (!isWhole || (!quoted && raw.includes('"'))) {
      return { trouble: 'misplaced', field: fields.length, value: text.slice(at, endOfPlain(text, next)) }
    }
    fields.push(quoted ? raw.slice(1).replaceAll('""', '"') : raw)
    if (next === text.length) return { fields }
    at = next + 1
  }
}

function endOfPlain(text: string, from: number): number {
  const end = text.indexOf(';', from)
  return end < 0 ? text.length : end
}

/** Where the field's own closing quote stands; a doubled one is content. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return -1
}

/** Puts lines together where a quoted field goes over several, and gives up where a quote was never meant so. */
function createAssembler() {
  let open: Line[] = []

  const takeLine = (line: Line, items: CsvItem[]): void => {
    if (open.length === 0 && line.text === '') return
    open.push(line)
    const first = open[0] ?? line
    const text = open.length === 1 ? line.text : open.map((one) => one.text).join('\n')
    const taken = splitFields(text)
    if ('fields' in taken) {
      items.push({ record: { line: first.no, fields: taken.fields, damaged: open.some(({ damaged }) => damaged) } })
      open = []
    } else if (taken.trouble === 'misplaced' && open.length === 1) {
      items.push({
        problem: { line: first.no, field: taken.field, value: taken.value, code: 'import-quote-misplaced' },
      })
      open = []
    } else if (taken.trouble === 'misplaced' || open.length > openLinesMax || text.length > openCharactersMax) {
      giveUp(items)
    }
  }

  /** The first line is the mistake; the others are read as lines of their own. */
  const giveUp = (items: CsvItem[]): void => {
    const [first, ...others] = open
    if (!first) return
    open = []
    const taken = splitFields(first.text)
    const place = 'fields' in taken ? { field: null, value: null } : { field: taken.field, value: taken.value }
    items.push({ problem: { line: first.no, ...place, code: 'import-quote-unclosed' } })
    for (const line of others) takeLine(line, items)
  }

  return {
    take: (lines: readonly Line[]): readonly CsvItem[] => {
      const items: CsvItem[] = []
      for (const line of lines) takeLine(line, items)
      return items
    },
    end: (): readonly CsvItem[] => {
      const items: CsvItem[] = []
      while (open.length > 0) giveUp(items)
      return items
    },
  }
}
