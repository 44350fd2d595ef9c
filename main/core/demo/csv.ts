/** A file of the exchange format, as text. */
export interface ExchangeFile {
  readonly name: string
  readonly text: string
}

export type Row = Readonly<Record<string, string | number | null>>

/** `;` between fields, quotes where they are needed, CRLF, first line = column names. Null is an empty field. */
export function toCsv(name: string, columns: readonly string[], rows: readonly Row[]): ExchangeFile {
  const lines = [columns.join(';'), ...rows.map((row) => columns.map((column) => field(row[column])).join(';'))]
  return { name, text: lines.map((line) => `${line}\r\n`).join('') }
}

function field(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
