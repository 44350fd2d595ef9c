import { abacus } from './abacus'
import { banana } from './banana'
import { bmdNtcs } from './bmd-ntcs'
import { collmex } from './collmex'
import { csv } from './csv'
import { datevCsv } from './datev-csv'
import { datevXml } from './datev-xml'
import type { ExportFormat } from './format'
import { lexware } from './lexware'
import { rzl } from './rzl'
import { xlsx } from './xlsx'

/** Every format a profile may name. */
export const exportFormats: readonly ExportFormat[] = [
  datevCsv,
  datevXml,
  csv,
  xlsx,
  bmdNtcs,
  rzl,
  lexware,
  abacus,
  banana,
  collmex,
]

export function findFormat(id: string): ExportFormat | null {
  return exportFormats.find((format) => format.id === id) ?? null
}

/** Formats that a row of a Mandant's tax-key table may name. */
export const formatsWithTaxCodes: readonly string[] = exportFormats
  .filter(({ ownTaxCodes }) => ownTaxCodes)
  .map(({ id }) => id)
