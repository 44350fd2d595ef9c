import { abacus } from './abacus'
import { banana } from './banana'
import { collmex } from './collmex'
import { csv } from './csv'
import { datevCsv } from './datev-csv'
import { datevXml } from './datev-xml'
import type { ExportFormat } from './format'
import { xlsx } from './xlsx'

/** Every format a profile may name. */
export const exportFormats: readonly ExportFormat[] = [datevCsv, datevXml, csv, xlsx, abacus, banana, collmex]

export function findFormat(id: string): ExportFormat | null {
  return exportFormats.find((format) => format.id === id) ?? null
}
