import type { IsoDate } from '../../ledger/ledger'

/** Collmex keeps what it has. */
export const unchanged = '(NULL)'
const lineEnd = '\r\n'

/** One record; fields without a value get `missing`. */
export function recordLine<Name extends string>(
  fields: readonly (readonly [Name, number | null])[],
  values: Readonly<Partial<Record<Name, string>>>,
  missing = '',
): string {
  return fields.map(([name]) => quoted(values[name] ?? missing)).join(';') + lineEnd
}

const quoted = (text: string) => (/[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** `2026-10-05` → `20261005`. */
export const compactDate = (date: IsoDate) => date.replaceAll('-', '')
