import { datevCsv } from './datev-csv'
import type { ExportFormat } from './format'

/** Every format a profile may name. */
export const exportFormats: readonly ExportFormat[] = [datevCsv]

export function findFormat(id: string): ExportFormat | null {
  return exportFormats.find((format) => format.id === id) ?? null
}
