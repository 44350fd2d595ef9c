import type { Column } from './columns'

/** What the first line of a file says. */
export interface HeaderRow {
  readonly category: '16' | '21'
  readonly categoryName: 'Debitoren/Kreditoren' | 'Buchungsstapel'
  readonly categoryVersion: '5' | '13'
  /** `yyyyMMddHHmmssSSS`, local time. */
  readonly createdAt: string
  readonly consultantNo: string
  readonly clientNo: string
  /** `YYYYMMDD`. */
  readonly fiscalYearStart: string
  readonly accountLength: string
  /** `YYYYMMDD`; empty for master data, as everything below but the chart. */
  readonly from: string
  readonly to: string
  readonly label: string
  readonly locked: string
  readonly currency: string
  /** `03`, `04` or empty. */
  readonly chart: string
}

const isPostings = (row: HeaderRow) => row.category === '21'

/** The 31 fields of the header line, version 700. */
export const headerFields: readonly Column<HeaderRow>[] = [
  { heading: 'Kennzeichen', type: 'text', max: 4, from: () => 'EXTF' },
  { heading: 'Versionsnummer', type: 'number', max: 3, from: () => '700' },
  { heading: 'Formatkategorie', type: 'number', max: 2, from: (row) => row.category },
  { heading: 'Formatname', type: 'text', from: (row) => row.categoryName },
  { heading: 'Formatversion', type: 'number', max: 3, from: (row) => row.categoryVersion },
  { heading: 'Erzeugt am', type: 'timestamp', max: 17, from: (row) => row.createdAt },
  { heading: 'Importiert', type: 'reserved', max: 17 },
  { heading: 'Herkunft', type: 'text', max: 2, from: () => 'RE' },
  { heading: 'Exportiert von', type: 'text', max: 25, from: () => 'Belegbote' },
  { heading: 'Importiert von', type: 'text', max: 25 },
  { heading: 'Beraternummer', type: 'number', max: 7, from: (row) => row.consultantNo },
  { heading: 'Mandantennummer', type: 'number', max: 5, from: (row) => row.clientNo },
  { heading: 'WJ-Beginn', type: 'date', max: 8, from: (row) => row.fiscalYearStart },
  { heading: 'Sachkontenlänge', type: 'number', max: 1, from: (row) => row.accountLength },
  { heading: 'Datum von', type: 'date', max: 8, from: (row) => row.from },
  { heading: 'Datum bis', type: 'date', max: 8, from: (row) => row.to },
  { heading: 'Bezeichnung', type: 'text', max: 30, from: (row) => row.label },
  { heading: 'Diktatkürzel', type: 'text', max: 2 },
  { heading: 'Buchungstyp', type: 'number', max: 1, from: (row) => (isPostings(row) ? '1' : '') },
  { heading: 'Rechnungslegungszweck', type: 'number', max: 2, from: (row) => (isPostings(row) ? '0' : '') },
  { heading: 'Festschreibung', type: 'number', max: 1, from: (row) => row.locked },
  { heading: 'WKZ', type: 'text', max: 3, from: (row) => row.currency },
  { heading: 'Reserviert', type: 'reserved' },
  { heading: 'Derivatskennzeichen', type: 'text' },
  { heading: 'Reserviert', type: 'reserved' },
  { heading: 'Reserviert', type: 'reserved' },
  { heading: 'Sachkontenrahmen', type: 'text', max: 2, from: (row) => row.chart },
  { heading: 'ID der Branchenlösung', type: 'number', max: 4 },
  { heading: 'Reserviert', type: 'reserved' },
  { heading: 'Reserviert', type: 'reserved', quoted: true },
  { heading: 'Anwendungsinformation', type: 'text', max: 16 },
]
