import type { IsoDate } from '../ledger/ledger'
import type { Cents } from '../money/cents'

/** The language of the file: UBL 2.1, UN/CEFACT CII D16B (ZUGFeRD 2, Factur-X, XRechnung CII), or ZUGFeRD 1.0. */
export type InvoiceSyntax = 'ubl' | 'cii' | 'zugferd1'

/**
 * What was found about a file. `refuse`: no invoice can be taken from it. `wait`: it was read, but a person must decide,
 * it is never booked by guess. `hint`: shown, nothing more.
 */
export interface EInvoiceFinding {
  readonly level: 'refuse' | 'wait' | 'hint'
  /** The text is `einvoice.<code>`: what is wrong and who must do what. It may speak of `{field}`, `{value}` and `params`. */
  readonly code: string
  /** Business term as `BT-112`, or what takes its place; empty when the whole file is meant. */
  readonly field: string
  /** As the file has it; empty when nothing is there. */
  readonly value: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** VAT category of EN 16931 (UNTDID 5305 subset), or whatever else the file says. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M' | 'B' | (string & {})

export interface PartyId {
  /** ISO 6523 code or another scheme of the file, null when none is named. */
  readonly scheme: string | null
  readonly id: string
}

export interface PartyAddress {
  /** Street and whatever else stands above the town: none to three lines. */
  readonly lines: readonly string[]
  readonly city: string | null
  readonly postcode: string | null
  /** ISO 3166 alpha-2, upper case. */
  readonly country: string | null
}

/** Seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11). */
export interface InvoiceParty {
  readonly name: string | null
  readonly tradeName: string | null
  /** Upper case, without blanks and dots. */
  readonly vatId: string | null
  /** National tax number (Steuernummer), verbatim. */
  readonly taxNo: string | null
  /** BT-29, BT-46 …: numbers the parties gave each other, GLN and the like. */
  readonly ids: readonly PartyId[]
  /** Number in the trade register. */
  readonly legalId: string | null
  /** BT-33: what the seller says about itself, as the small-business sentence. */
  readonly legalText: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: PartyAddress
}

/** Where the money goes (BG-17). */
export interface PaymentAccount {
  /** Upper case, no blanks; only when its check digits are right, else the account stands in `other`. */
  readonly iban: string | null
  readonly other: string | null
  readonly bic: string | null
  readonly holder: string | null
}

export interface PaymentMeans {
  /** UNTDID 4461: 58/30 transfer, 59/49 direct debit (nothing to pay), 48/54/55 card, 10 cash, 97 netting. */
  readonly code: string | null
  readonly remittanceText: string | null
  readonly accounts: readonly PaymentAccount[]
  readonly mandateId: string | null
  readonly debitedIban: string | null
}

/** Cash discount. Days count from the invoice date. */
export interface SkontoTerm<Amount = Cents> {
  readonly days: number | null
  readonly lastDate: IsoDate | null
  /** Hundredths of a percent. */
  readonly percent: number
  /** What it is reckoned on; null: the gross amount. */
  readonly base: Amount | null
}

/** Document totals, BT-106 to BT-115. Null: the file does not say it. */
export interface InvoiceTotals<Amount = Cents> {
  readonly lines: Amount | null
  readonly allowances: Amount | null
  readonly charges: Amount | null
  /** BT-109. */
  readonly net: Amount | null
  /** BT-110, in the invoice's currency. */
  readonly tax: Amount | null
  /** BT-111, in the VAT accounting currency. */
  readonly taxInVatCurrency: Amount | null
  /** BT-112. */
  readonly gross: Amount | null
  /** BT-113. */
  readonly prepaid: Amount | null
  /** BT-114. */
  readonly rounding: Amount | null
  /** BT-115. */
  readonly payable: Amount | null
}

/** VAT breakdown (BG-23): one per category and rate. */
export interface TaxGroup<Amount = Cents> {
  readonly category: VatCategory
  /** Hundredths of a percent (1900 = 19 %); null for category O. */
  readonly taxRate: number | null
  readonly base: Amount | null
  readonly tax: Amount | null
  readonly exemptionReason: string | null
  /** VATEX code. */
  readonly exemptionCode: string | null
}

export interface InvoiceLine<Amount = Cents> {
  readonly id: string
  readonly name: string | null
  /** BT-131; null in the short profiles of ZUGFeRD 1.0. More than two decimals are rounded half-up. */
  readonly net: Amount | null
  readonly category: VatCategory | null
  readonly taxRate: number | null
  /** BT-133: the buyer's account as the seller was told. */
  readonly accountingCost: string | null
}

/** Allowance (BG-20) or charge (BG-21) on the whole document. */
export interface AllowanceOrCharge<Amount = Cents> {
  readonly isCharge: boolean
  readonly amount: Amount | null
  readonly category: VatCategory | null
  readonly taxRate: number | null
  readonly reason: string | null
}

/** Collected for somebody else: no turnover, no VAT. */
export interface ThirdPartyAmount<Amount = Cents> {
  readonly amount: Amount
  readonly reason: string | null
}

/** The bytes lie in the outcome of the reading, under the same index. */
export interface InvoiceAttachment {
  /** Safe as a file name: no folders, no control characters. */
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
}

/**
 * One incoming e-invoice as the file has it, nothing made up. Plain data, can be stored as JSON. Amounts are whole
 * hundredths of the invoice's currency (also where it has none, as JPY) and carry the signs of the file: what is booked is
 * `sign` times the amount. Terms: `formats/einvoice.md`, EN 16931.
 */
export interface InvoiceOf<Amount> {
  readonly syntax: InvoiceSyntax
  /** BT-24. */
  readonly profile: string
  /** BT-1, verbatim. */
  readonly number: string
  /** BT-2. Null: missing or no real date, then a finding waits. */
  readonly date: IsoDate | null
  /** BT-3. */
  readonly typeCode: string
  readonly kind: 'invoice' | 'credit-note'
  /** −1 for a credit note. A negative invoice keeps +1 and its negative amounts. */
  readonly sign: 1 | -1
  /** BT-5. */
  readonly currency: string
  /** BT-6. */
  readonly vatCurrency: string | null
  /** BT-9. */
  readonly dueDate: IsoDate | null
  /** BT-20 without the Skonto lines. */
  readonly paymentTerms: string | null
  readonly skonto: readonly SkontoTerm<Amount>[]
  /** BT-72. */
  readonly serviceDate: IsoDate | null
  /** BT-73/74. */
  readonly servicePeriod: { readonly from: IsoDate | null; readonly to: IsoDate | null } | null
  /** BT-80. */
  readonly deliverToCountry: string | null
  /** BT-10. */
  readonly buyerReference: string | null
  /** BT-13. */
  readonly orderNo: string | null
  readonly contractNo: string | null
  readonly projectNo: string | null
  /** BT-19. */
  readonly accountingCost: string | null
  readonly notes: readonly string[]
  /** BT-25/26. */
  readonly preceding: readonly { readonly number: string; readonly date: IsoDate | null }[]
  readonly seller: InvoiceParty
  readonly buyer: InvoiceParty
  /** Gets the money instead of the seller; booked on the seller nevertheless. */
  readonly payee: InvoiceParty | null
  readonly taxRepresentative: InvoiceParty | null
  readonly paymentMeans: readonly PaymentMeans[]
  readonly totals: InvoiceTotals<Amount>
  readonly taxGroups: readonly TaxGroup<Amount>[]
  readonly lines: readonly InvoiceLine<Amount>[]
  readonly allowances: readonly AllowanceOrCharge<Amount>[]
  readonly thirdParty: readonly ThirdPartyAmount<Amount>[]
  readonly attachments: readonly InvoiceAttachment[]
}

export interface EInvoice extends InvoiceOf<Cents> {
  /**
   * What the file alone shows; `judgeInvoice` adds what depends on the receiver. It may be booked without a person only
   * when none of both lists waits.
   */
  readonly findings: readonly EInvoiceFinding[]
}

/**
 * What is to be booked on one expense account: one per category and rate. Signs are those of the booking (a credit note's
 * shares are negative). Σ `grossCents` is BT-112 to the cent.
 */
export interface BookingShare {
  readonly category: VatCategory
  /** Hundredths of a percent as the invoice states it (0 for reverse charge); null for category O. */
  readonly taxRate: number | null
  readonly grossCents: Cents
  readonly netCents: Cents
  /** Tax as the invoice states it. */
  readonly taxCents: Cents
  /** DATEV BU-Schlüssel where the case is certain. Null: without a key, or undecided, then a finding waits. */
  readonly suggestedTaxKey: string | null
  /** The account hint that all lines of the share agree on, else null. */
  readonly accountingCost: string | null
}

/** Who has received the invoice, as far as the judgement depends on it. */
export interface InvoiceReceiver {
  readonly name: string
  readonly vatId: string | null
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** True for a Kleinunternehmer or who renders only exempt services: no input tax. */
  readonly withoutInputTax: boolean
}

/** What the rules make of an invoice for this receiver. */
export interface InvoiceJudgement {
  /** Those of the invoice and those that depend on the receiver. */
  readonly findings: readonly EInvoiceFinding[]
  /** Empty when the amounts do not allow it (then a finding waits). */
  readonly shares: readonly BookingShare[]
  /** True: at least one finding waits for a person. */
  readonly waits: boolean
  /** Sign times BT-112; null when the file has none. */
  readonly grossCents: Cents | null
}
