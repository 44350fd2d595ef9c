import type { FileChecker } from '../core/run/file-check'
import { reader as abacus } from './abacus'
import { reader as banana } from './banana'
import { reader as bmdNtcs } from './bmd-ntcs'
import { createChecker } from './check'
import { reader as collmex } from './collmex'
import { reader as csv } from './csv'
import { reader as datevCsv } from './datev-csv'
import { reader as datevXml } from './datev-xml'
import { reader as lexware } from './lexware'
import type { FormatReader } from './reader'
import { reader as rzl } from './rzl'
import { reader as xlsx } from './xlsx'

/**
 * The reader of every format, one line each. A file of which nothing is known goes to the first that recognises it: those
 * with a mark of their own first, free tables (csv, xlsx) last.
 */
export const formatReaders: readonly FormatReader[] = [
  datevCsv,
  datevXml,
  abacus,
  banana,
  collmex,
  bmdNtcs,
  rzl,
  lexware,
  csv,
  xlsx,
]

export const fileChecker: FileChecker = createChecker(formatReaders)
