import type { SqlValue } from '../db/sql'

/**
 * Takes a raw row apart, column by column in the order of its SELECT. Raw rows cost a third of what objects cost, and a
 * pass reads hundreds of thousands.
 */
export const asText = (value: SqlValue | undefined): string => String(value)
export const asTextOrNull = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
export const asNumber = (value: SqlValue | undefined): number => Number(value)
export const asNumberOrNull = (value: SqlValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)
