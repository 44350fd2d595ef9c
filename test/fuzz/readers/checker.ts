import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileChecker, formatReaders } from '../../../main/checker'
import type { CheckFile } from '../../../main/core/run/file-check'
import { isTextKey } from '../../../resources/locales/texts'
import { commonLedgers } from '../../formats/common-ledger'
import { WrittenLedger } from '../../formats/read-back'
import { casesOf } from '../../formats/round-trip-cases'
import { mutated, wordsOf } from '../mutate'
import { type FuzzReader, finding } from '../reader'
import { scratch } from './disk'

const words = wordsOf([
  ...['EXTF', 'DTVF', '"EXTF";700;21', 'Buchungsstapel', 'S', 'H', '0,00', '-1,00', '0101', '3102', '2902', '8400'],
  ...[
    '\u00c3\u00bc',
    '""',
    '"',
    '\r',
    '\t\t',
    '<a>',
    '</a>',
    '<![CDATA[',
    '<!DOCTYPE a>',
    '&amp;',
    '&x;',
    'PK\x01\x02',
  ],
  ...['sharedStrings', '<c r="XFE1">', '<v>999</v>', 't="s"', '<row r="0">', 'document.xml', '19', '1000'],
])

interface Sample {
  readonly file: Pick<CheckFile, 'name' | 'kind'>
  readonly bytes: Uint8Array
}

/** Files of the format as they are written in the first of its ways. */
async function samplesOf(format: string): Promise<readonly Sample[]> {
  const [first] = casesOf(format)
  if (!first) throw new Error(`${format} has no case`)
  using written = new WrittenLedger(format, commonLedgers[first.country], first.settings)
  await written.write()
  return written.files.map(({ path, name, kind }) => ({ file: { name, kind }, bytes: readFileSync(path) }))
}

interface Input {
  readonly name: string
  readonly bytes: Uint8Array
  /** As the profile would say, or null: found out, as `belegbote check` does. */
  readonly format: string | null
  readonly kind: CheckFile['kind']
}

function reader(format: string): FuzzReader {
  return {
    name: `check-${format}`,
    share: 2,
    open: async () => {
      const samples = await samplesOf(format)
      const all = samples.map(({ bytes }) => bytes)
      const folder = scratch()
      return {
        make: (random): Input => {
          const { file, bytes } = random.pick(samples)
          const isKnown = random.oneIn(2)
          return {
            name: file.name,
            bytes: mutated(random, random.oneIn(4) ? all : [bytes], words),
            format: isKnown ? format : null,
            kind: isKnown && random.oneIn(2) ? file.kind : null,
          }
        },
        read: async (input) => {
          const { name, bytes, format, kind } = input as Input // safe: what `make` made
          const path = join(folder.path, 'file')
          writeFileSync(path, bytes)
          const files = [{ path, name, kind, mandant: null }]
          const report = await fileChecker.check({ format, settings: null, files })
          finding(report.files.length === 1, 'a file without an answer')
          for (const { code } of report.findings) finding(isTextKey(`check.${code}`), `no text for ${code}`)
          return report.rejects === 0
        },
        close: async () => folder.remove(),
      }
    },
  }
}

export const checkerReaders: readonly FuzzReader[] = formatReaders.map(({ id }) => reader(id))
