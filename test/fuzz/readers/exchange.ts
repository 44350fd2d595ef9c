import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbeddedLedger } from '../../../main/adapters/ledger'
import { openWriter } from '../../../main/adapters/ledger/db/connect'
import { createFaults } from '../../../main/adapters/ledger/exchange/faults'
import { kinds, stagedOf } from '../../../main/adapters/ledger/exchange/kinds'
import { createStaging, stageFile } from '../../../main/adapters/ledger/exchange/stage'
import type { EmbeddedLedger } from '../../../main/core/ledger/embedded'
import { isTextKey } from '../../../resources/locales/texts'
import { sampleExchange, sampleFiles, toCsv } from '../../fixtures/exchange'
import { makeZip } from '../../fixtures/zip'
import { mutated, wordsOf } from '../mutate'
import type { Random } from '../random'
import { type FuzzReader, finding } from '../reader'
import { scratch } from './disk'

const files: readonly File[] = [
  ...Object.entries(sampleExchange).map(([name, rows]) => ({ name: `${name}.csv`, bytes: Buffer.from(toCsv(rows)) })),
  ...Object.entries(sampleFiles).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
]
const words = wordsOf([
  ...files.flatMap(({ bytes }) => Buffer.from(bytes).toString().split('\n', 1).join().split(';')),
  ...['M1', 'M2', 'RE', 'rechnung', 'S', 'H', '8400', '10000', 'EUR', 'CHF', '1', '-1,00', '119,00', '1.190,00', '19'],
  ...['2026-02-30', '0000-00-00', '""', '"\n', '\r', ';;;;;', 'belege/x.pdf', '../ledger.db', '/etc/passwd'],
])
/** Books that were accepted make the next import slower; with a fresh ledger each input is as dear as the first. */
const importsPerLedger = 200

/** A ledger in memory's disk and what is imported into it, again and again. */
class Books {
  readonly folder = scratch()
  readonly place = join(this.folder.path, 'input')
  #ledger: EmbeddedLedger | null = null
  #imports = 0

  /** True: taken. */
  async take(path: string): Promise<boolean> {
    const taken = await (await this.#fresh()).importExchange([path])
    if (taken.ok) return true
    const { faults, total, cancelled } = taken.error
    finding(!cancelled && total > 0 && faults.length > 0, 'refused without a reason')
    for (const { code } of faults) finding(isTextKey(`fault.${code}`), `no text for ${code}`)
    return false
  }

  close(): void {
    this.#ledger?.close()
    this.folder.remove()
  }

  async #fresh(): Promise<EmbeddedLedger> {
    if (this.#ledger && this.#imports++ < importsPerLedger) return this.#ledger
    this.#ledger?.close()
    const home = join(this.folder.path, 'home')
    rmSync(home, { recursive: true, force: true })
    const opened = openEmbeddedLedger(home)
    if (!opened.ok) throw new Error(opened.error.detail)
    this.#ledger = opened.value
    this.#imports = 1
    return opened.value
  }
}

interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One of the files is spoilt, sometimes two. */
function spoiltFiles(random: Random): readonly File[] {
  const spoilt = new Set([random.below(files.length), ...(random.oneIn(5) ? [random.below(files.length)] : [])])
  const samples = files.map(({ bytes }) => bytes)
  return files.map((file, index) =>
    spoilt.has(index)
      ? { ...file, bytes: mutated(random, [file.bytes, ...(random.oneIn(8) ? samples : [])], words) }
      : file,
  )
}

/** One file alone, up to its rows: a hundred times as many inputs as with the whole import. */
const lines: FuzzReader = {
  name: 'exchange-lines',
  share: 60,
  open: async () => {
    const folder = scratch()
    const opened = openEmbeddedLedger(folder.path)
    if (!opened.ok) throw new Error(opened.error.detail)
    opened.value.close()
    const db = openWriter(join(folder.path, 'ledger.db'))
    for (const kind of kinds) createStaging(db, kind)
    const texts = new Map(files.map(({ name, bytes }) => [name, bytes]))
    return {
      make: (random): Lines => {
        const no = random.below(kinds.length)
        const bytes = texts.get(`${kinds[no]?.kind}.csv`) ?? Buffer.from('mandant;konto\n')
        return { no, bytes: mutated(random, [bytes], words), pieceBytes: random.pick([1, 7, 64, 65_536]) }
      },
      read: async (input) => {
        const { no, bytes, pieceBytes } = input as Lines // safe: what `make` made
        const kind = kinds[no]
        if (!kind) throw new Error('no such kind')
        db.exec(`DELETE FROM ${stagedOf(kind.table)}`)
        const [faults, warnings] = [createFaults(), createFaults()]
        const file = { path: 'a.csv', sizeBytes: bytes.length, read: () => pieces(bytes, pieceBytes) }
        const { isWhole } = await stageFile(db, kind, file, { faults, warnings, onBytes: () => undefined })
        for (const { code } of faults.list()) {
          finding(isTextKey(`fault.${code}`), `no text for ${code}`)
        }
        for (const { code } of warnings.list()) finding(isTextKey(`warning.${code}`), `no text for ${code}`)
        finding(isWhole || faults.total > 0, 'not read, and no reason')
        return faults.total === 0
      },
      close: async () => {
        db.close()
        folder.remove()
      },
    }
  },
}

interface Lines {
  readonly no: number
  readonly bytes: Buffer
  readonly pieceBytes: number
}

/** As they come from a disk or out of a ZIP: cut anywhere. A thousand pieces are enough of a thing. */
async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  const step = Math.max(length, Math.ceil(bytes.length / 1000))
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

const csv: FuzzReader = {
  name: 'exchange-csv',
  share: 1,
  open: async () => {
    const books = new Books()
    return {
      make: spoiltFiles,
      read: async (input) => {
        rmSync(books.place, { recursive: true, force: true })
        mkdirSync(join(books.place, 'belege'), { recursive: true })
        // safe: what `make` made
        for (const { name, bytes } of input as readonly File[]) writeFileSync(join(books.place, name), bytes)
        return books.take(books.place)
      },
      close: async () => books.close(),
    }
  },
}

const zipWords = wordsOf(['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07', '../', '/', '\\', 'C:'])
const wholeZips = [
  makeZip(files.map(({ name, bytes }) => ({ name, content: bytes }))),
  makeZip(files.map(({ name, bytes }) => ({ name: `books/${name}`, content: bytes }))),
]

const zip: FuzzReader = {
  name: 'exchange-zip',
  share: 1,
  open: async () => {
    const books = new Books()
    return {
      // Its own structure is spoilt, or what is packed in it.
      make: (random) =>
        random.oneIn(3)
          ? makeZip(spoiltFiles(random).map(({ name, bytes }) => ({ name, content: bytes })))
          : mutated(random, wholeZips, zipWords),
      read: async (input) => {
        writeFileSync(books.place, input as Uint8Array) // safe: what `make` made
        return books.take(books.place)
      },
      close: async () => books.close(),
    }
  },
}

export const exchangeReaders: readonly FuzzReader[] = [lines, csv, zip]
