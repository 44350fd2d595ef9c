import { findFormat } from '../../main/core/formats'
import {
  defaultMandantSettings,
  type FileKind,
  type FileSink,
  type FormatContext,
  type FormatFault,
  type FormatMandant,
  type MandantSettings,
  type WrittenSum,
} from '../../main/core/formats/format'
import type {
  AccountingDocument,
  IncomingInvoice,
  IncomingPosition,
  Mandant,
  PersonalAccount,
  Posting,
} from '../../main/core/ledger/ledger'
import { cents } from '../../main/core/money/cents'

/** Builders of books for tests: every value is stated once here, a test changes what it is about. */
export function aMandant(changes: Partial<Mandant> = {}): Mandant {
  return {
    mandant: 'M1',
    name: 'Muster Optik GmbH',
    consultantNo: '29098',
    clientNo: '55003',
    chartOfAccounts: 'SKR03',
    accountLength: 4,
    fiscalYearStart: '01-01',
    currency: 'EUR',
    country: 'DE',
    vatId: null,
    bookkeepingActive: true,
    ...changes,
  }
}

export function aFormatMandant(
  changes: Partial<Mandant> = {},
  settings: Partial<MandantSettings> = {},
  automaticAccounts: readonly string[] = [],
): FormatMandant {
  return {
    mandant: aMandant(changes),
    settings: { ...defaultMandantSettings, ...settings },
    automaticAccounts: new Set(automaticAccounts),
  }
}

export function aPosting(
  changes: Omit<Partial<Posting>, 'amountCents'> & { readonly amountCents?: number } = {},
): Posting {
  return {
    position: 1,
    side: 'S',
    account: '10000',
    contraAccount: '8400',
    taxRate: 1900,
    taxKey: null,
    costCentre: null,
    costObject: null,
    text: 'Gleitsichtbrille',
    ...changes,
    amountCents: cents(changes.amountCents ?? 11900),
  }
}

export function aDocument(changes: Partial<AccountingDocument> = {}): AccountingDocument {
  return {
    mandant: 'M1',
    sourceId: 'B1',
    version: 1,
    occasion: 'document',
    documentNo: 'RE-1001',
    documentType: 'RE',
    kind: 'rechnung',
    documentDate: '2026-10-05',
    branch: null,
    serviceDate: null,
    dueDate: null,
    paymentMethod: null,
    currency: 'EUR',
    personalAccount: null,
    text: null,
    cancels: null,
    attachment: null,
    postings: [aPosting()],
    ...changes,
  }
}

export function aPosition(
  changes: Omit<Partial<IncomingPosition>, 'amountCents'> & { readonly amountCents?: number } = {},
): IncomingPosition {
  return {
    position: 1,
    account: '4930',
    taxRate: 1900,
    taxKey: null,
    costCentre: null,
    text: 'Bürobedarf',
    ...changes,
    amountCents: cents(changes.amountCents ?? 11900),
  }
}

export function anInvoice(changes: Partial<IncomingInvoice> = {}): IncomingInvoice {
  const positions = changes.positions ?? [aPosition()]
  return {
    mandant: 'M1',
    creditor: '70001',
    invoiceNo: 'L-77',
    version: 1,
    invoiceDate: '2026-10-07',
    branch: null,
    serviceDate: null,
    dueDate: null,
    currency: 'EUR',
    creditNote: false,
    attachment: null,
    ...changes,
    positions,
    grossCents: cents(positions.reduce((sum, position) => sum + position.amountCents, 0)),
  }
}

export function aPartner(changes: Partial<PersonalAccount> = {}): PersonalAccount {
  return {
    mandant: 'M1',
    kind: 'debtor',
    account: '10000',
    company: null,
    salutation: null,
    title: null,
    firstName: null,
    lastName: null,
    street: null,
    postcode: null,
    city: null,
    country: null,
    phone: null,
    email: null,
    vatId: null,
    iban: null,
    bic: null,
    paymentTermDays: null,
    externalNo: null,
    ...changes,
  }
}

export interface WrittenFile {
  readonly kind: FileKind
  readonly mandant: string
  readonly name: string
  readonly rows: number
  readonly bytes: Uint8Array
}
export interface Written {
  readonly files: readonly WrittenFile[]
  readonly faults: readonly FormatFault[]
  readonly sums: readonly WrittenSum[]
}
export interface Books {
  readonly mandants?: readonly FormatMandant[]
  readonly documents?: readonly AccountingDocument[]
  readonly invoices?: readonly IncomingInvoice[]
  readonly partners?: readonly PersonalAccount[]
  readonly context?: Partial<FormatContext>
}

/** Writes books with the real format and keeps the files in memory. */
export function writeBooks({
  mandants = [aFormatMandant()],
  documents = [],
  invoices = [],
  partners = [],
  context,
}: Books): Written {
  const files: WrittenFile[] = []
  const format = findFormat('datev-csv')
  if (!format) throw new Error('datev-csv is not registered')
  const writer = format.open(
    {
      mandants,
      createdAt: '2026-11-24T18:30:05.123',
      runId: '20261124-183005-k3x9',
      branch: null,
      fileNamePattern: null,
      settings: { datevDocuments: false },
      ...context,
    },
    {
      open: ({ kind, mandant, name }) => {
        const pieces: Uint8Array[] = []
        return {
          write: (bytes) => pieces.push(bytes.slice()),
          close: (rows) => files.push({ kind, mandant, name, rows, bytes: new Uint8Array(Buffer.concat(pieces)) }),
        }
      },
    } satisfies Pick<FileSink, 'open'> as unknown as FileSink, // safe: datev-csv opens plain files only
  )
  const faults = [
    ...partners.flatMap((one) => writer.addPersonalAccount(one)),
    ...documents.flatMap((one) => writer.add(one)),
    ...invoices.flatMap((one) => writer.addIncoming(one)),
    ...writer.finish(),
  ]
  return { files, faults, sums: writer.sums() }
}
