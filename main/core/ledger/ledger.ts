import type { Cents } from '../money/cents'

/** Digits only, kept as text because leading zeros count. */
export type AccountNo = string
/** Calendar date `YYYY-MM-DD`, without a zone. */
export type IsoDate = string

/** The accounting entity (Mandant), as the ledger knows it. */
export interface Mandant {
  readonly mandant: string
  readonly name: string
  /** Beraternummer, null when the source gave none. */
  readonly consultantNo: string | null
  /** Mandantennummer at the advisor. */
  readonly clientNo: string | null
  /** `SKR03`, `SKR04`, `OEKR`, `KMU` or a name of the house's own. */
  readonly chartOfAccounts: string | null
  /** Digits of a ledger account, 4–8; personal accounts have one more. Null when not stated (formats assume 4). */
  readonly accountLength: number | null
  /** First day of the financial year, `MM-DD`. */
  readonly fiscalYearStart: string
  /** ISO 4217; the only currency of this Mandant's documents. */
  readonly currency: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly vatId: string | null
  /** buchhaltung_aktiv: without it every run with this Mandant is refused. */
  readonly bookkeepingActive: boolean
}

export interface Branch {
  readonly branch: string
  readonly name: string
  readonly mandant: string
  readonly costCentre: string | null
}

/** `art` of belegarten.csv, in the source's own words. */
export const documentKinds = [
  'rechnung',
  'gutschrift',
  'storno',
  'barverkauf',
  'anzahlung',
  'zahlung',
  'rueckzahlung',
  'kasse',
  'sonstige',
] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface DocumentType {
  readonly documentType: string
  readonly name: string
  readonly kind: DocumentKind
}

export interface PaymentMethod {
  readonly paymentMethod: string
  readonly name: string
}

export interface Account {
  readonly mandant: string
  readonly account: AccountNo
  readonly label: string
  /** True when the account computes its tax itself (AM/AV): no tax key may stand beside it. */
  readonly automatic: boolean
}

/** Debit (`S`) or credit (`H`): the side of `account`, the contra account takes the other one. */
export type Side = 'S' | 'H'

/** One row of buchungen.csv. */
export interface Posting {
  readonly position: number
  /** Always positive; gross where a tax rate, a tax key or an automatic account stands beside it. */
  readonly amountCents: Cents
  readonly side: Side
  readonly account: AccountNo
  readonly contraAccount: AccountNo
  /** Hundredths of a percent (1900 = 19 %), null when none is stated. */
  readonly taxRate: number | null
  /** BU-Schlüssel of the source; goes before the rate. */
  readonly taxKey: string | null
  readonly costCentre: string | null
  readonly costObject: string | null
  /** The posting's own text, else the document's. Already resolved by the source. */
  readonly text: string | null
}

/** Why a document is handed over: as it stands, or as the reversal of what was sent before it changed. */
export type DocumentOccasion = 'document' | 'reversal'

/** A document (Beleg) with its postings, in one version. */
export interface AccountingDocument {
  readonly mandant: string
  /** `beleg`: the id in the source, unique per Mandant. With `version` it is the document's identity. */
  readonly sourceId: string
  readonly version: number
  readonly occasion: DocumentOccasion
  readonly documentNo: string
  readonly documentType: string
  readonly kind: DocumentKind
  readonly documentDate: IsoDate
  readonly branch: string | null
  readonly serviceDate: IsoDate | null
  readonly dueDate: IsoDate | null
  readonly paymentMethod: string | null
  readonly currency: string
  readonly personalAccount: AccountNo | null
  readonly text: string | null
  /** `sourceId` of the document this one cancels. */
  readonly cancels: string | null
  /** File name inside the ledger's attachment store, null when the document has no picture. */
  readonly attachment: string | null
  readonly postings: readonly Posting[]
}

export interface IncomingPosition {
  readonly position: number
  readonly account: AccountNo
  /** Gross. */
  readonly amountCents: Cents
  readonly taxRate: number | null
  readonly taxKey: string | null
  readonly costCentre: string | null
  readonly text: string | null
}

/** Supplier invoice (Eingangsrechnung); its identity is Mandant + creditor + number + version. */
export interface IncomingInvoice {
  readonly mandant: string
  readonly creditor: AccountNo
  readonly invoiceNo: string
  readonly version: number
  readonly invoiceDate: IsoDate
  readonly grossCents: Cents
  readonly branch: string | null
  readonly serviceDate: IsoDate | null
  readonly dueDate: IsoDate | null
  readonly currency: string
  readonly creditNote: boolean
  readonly attachment: string | null
  readonly positions: readonly IncomingPosition[]
}

/** Master data of a debtor or creditor. Every field but the key may be null: the source may know only the number. */
export interface PersonalAccount {
  readonly mandant: string
  readonly kind: 'debtor' | 'creditor'
  readonly account: AccountNo
  readonly company: string | null
  readonly salutation: string | null
  readonly title: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly city: string | null
  readonly country: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly vatId: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly paymentTermDays: number | null
  readonly externalNo: string | null
}
