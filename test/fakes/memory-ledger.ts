import type {
  DocumentGroup,
  EmbeddedLedger,
  GroupKey,
  RevisedDocument,
  VersionKey,
} from '../../main/core/ledger/embedded'
import { incomingSourceId } from '../../main/core/ledger/embedded'
import type { ImportFailure } from '../../main/core/ledger/import'
import type { NewIncoming } from '../../main/core/ledger/incoming-books'
import type {
  Account,
  AccountingDocument,
  Branch,
  DocumentType,
  IncomingInvoice,
  Mandant,
  PaymentMethod,
  PersonalAccount,
} from '../../main/core/ledger/ledger'
import type { DocumentSelection } from '../../main/core/ledger/source'
import { cents } from '../../main/core/money/cents'
import { fail, ok } from '../../main/core/result'

const batchSize = 3

export function mandant(id: string, change: Partial<Mandant> = {}): Mandant {
  return {
    mandant: id,
    name: `Optik ${id}`,
    consultantNo: '1001',
    clientNo: '7',
    chartOfAccounts: 'SKR03',
    accountLength: 4,
    fiscalYearStart: '01-01',
    currency: 'EUR',
    country: 'DE',
    vatId: null,
    bookkeepingActive: true,
    ...change,
  }
}

/** An invoice of 119,00 on debtor 10000 + the last digit, with a number of its own. */
export function document(sourceId: string, change: Partial<AccountingDocument> = {}): AccountingDocument {
  return {
    mandant: 'M1',
    sourceId,
    version: 1,
    occasion: 'document',
    documentNo: `RE-${sourceId}`,
    documentType: 'RE',
    kind: 'rechnung',
    documentDate: '2026-03-05',
    branch: null,
    serviceDate: null,
    dueDate: null,
    paymentMethod: null,
    currency: 'EUR',
    personalAccount: `1000${sourceId.at(-1)}`,
    text: 'Brille',
    cancels: null,
    attachment: null,
    postings: [
      {
        position: 1,
        amountCents: cents(11_900),
        side: 'S',
        account: `1000${sourceId.at(-1)}`,
        contraAccount: '8400',
        taxRate: null,
        taxKey: null,
        costCentre: null,
        costObject: null,
        text: null,
      },
    ],
    ...change,
  }
}

/** An invoice of 238,00 of creditor 70000. */
export function invoice(invoiceNo: string, change: Partial<IncomingInvoice> = {}): IncomingInvoice {
  return {
    mandant: 'M1',
    creditor: '70000',
    invoiceNo,
    version: 1,
    invoiceDate: '2026-03-09',
    grossCents: cents(23_800),
    branch: null,
    serviceDate: null,
    dueDate: null,
    currency: 'EUR',
    creditNote: false,
    attachment: null,
    positions: [
      {
        position: 1,
        account: '3200',
        amountCents: cents(23_800),
        taxRate: null,
        taxKey: '9',
        costCentre: null,
        text: null,
      },
    ],
    ...change,
  }
}

export function debtor(account: string, company: string, change: Partial<PersonalAccount> = {}): PersonalAccount {
  return {
    mandant: 'M1',
    kind: account >= '7' ? 'creditor' : 'debtor',
    account,
    company,
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
    ...change,
  }
}

/** Books in memory. A document that is put again becomes a new version, as the import does it. */
export class MemoryLedger implements EmbeddedLedger {
  readonly mandantList: Mandant[] = [mandant('M1')]
  readonly documentTypeList: DocumentType[] = [{ documentType: 'RE', name: 'Rechnung', kind: 'rechnung' }]
  readonly partners: PersonalAccount[] = []
  readonly automatic: Account[] = [{ mandant: 'M1', account: '8400', label: 'Erlöse 19 %', automatic: true }]
  /** Thrown once by the next reading. */
  trouble: Error | null = null
  readonly #documents: AccountingDocument[] = []
  readonly #invoices: IncomingInvoice[] = []

  #newest(): readonly AccountingDocument[] {
    return this.#documents.filter(
      (one) => !this.#documents.some((other) => isSameSource(one, other) && other.version > one.version),
    )
  }

  #newestInvoices(): readonly IncomingInvoice[] {
    const isSame = (a: IncomingInvoice, b: IncomingInvoice) =>
      a.mandant === b.mandant && incomingSourceId(a) === incomingSourceId(b)
    return this.#invoices.filter(
      (one) => !this.#invoices.some((other) => isSame(one, other) && other.version > one.version),
    )
  }

  put(...documents: readonly AccountingDocument[]): void {
    for (const one of documents) {
      const earlier = this.#documents.filter((old) => old.mandant === one.mandant && old.sourceId === one.sourceId)
      this.#documents.push({ ...one, version: earlier.length + 1 })
    }
  }

  putInvoice(...invoices: readonly IncomingInvoice[]): void {
    for (const one of invoices) {
      const id = incomingSourceId(one)
      const earlier = this.#invoices.filter((old) => old.mandant === one.mandant && incomingSourceId(old) === id)
      this.#invoices.push({ ...one, version: earlier.length + 1 })
    }
  }

  async mandants(): Promise<readonly Mandant[]> {
    return this.mandantList
  }
  async branches(): Promise<readonly Branch[]> {
    return []
  }
  async documentTypes(): Promise<readonly DocumentType[]> {
    return this.documentTypeList
  }
  async paymentMethods(): Promise<readonly PaymentMethod[]> {
    return []
  }
  async accounts(id: string): Promise<readonly Account[]> {
    return this.automatic.filter((one) => one.mandant === id)
  }

  async *documents(selection: DocumentSelection): AsyncGenerator<readonly AccountingDocument[]> {
    const { trouble } = this
    this.trouble = null
    if (trouble) throw trouble
    const { mandants, documentTypes, paymentMethods: methods, branch } = selection
    const newest = this.#newest()
      .filter((one) => mandants.includes(one.mandant) && documentTypes.includes(one.documentType))
      .filter((one) => methods.length === 0 || (one.paymentMethod !== null && methods.includes(one.paymentMethod)))
      .filter((one) => branch === null || one.branch === branch)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    for (let at = 0; at < newest.length; at += batchSize) yield newest.slice(at, at + batchSize)
  }

  async *incomingInvoices({
    mandants,
    branch,
  }: Pick<DocumentSelection, 'mandants' | 'branch'>): AsyncGenerator<readonly IncomingInvoice[]> {
    const newest = this.#newestInvoices()
      .filter((one) => mandants.includes(one.mandant))
      .filter((one) => branch === null || one.branch === branch)
    if (newest.length > 0) yield newest
  }

  async documentVersion(id: string, sourceId: string, version: number): Promise<AccountingDocument | null> {
    const found = this.#documents.find(
      (one) => one.mandant === id && one.sourceId === sourceId && one.version === version,
    )
    return found ?? null
  }
  async personalAccount(id: string, account: string): Promise<PersonalAccount | null> {
    return this.partners.findLast((one) => one.mandant === id && one.account === account) ?? null
  }

  async importExchange() {
    return ok({ kinds: {}, warnings: [] })
  }
  async creditors(id: string): Promise<readonly PersonalAccount[]> {
    return this.partners.filter((one) => one.mandant === id && one.kind === 'creditor')
  }
  async incomingInvoice(id: string, creditor: string, invoiceNo: string): Promise<IncomingInvoice | null> {
    const isIt = (one: IncomingInvoice) =>
      one.mandant === id && one.creditor === creditor && one.invoiceNo === invoiceNo
    return this.#newestInvoices().find(isIt) ?? null
  }
  async keepAttachment(bytes: Uint8Array, ending: string) {
    return ok(`${bytes.length}${ending}`)
  }
  async bookIncoming(one: NewIncoming) {
    if (await this.incomingInvoice(one.mandant, one.creditor, one.invoiceNo)) {
      const known = { file: '', line: null, column: null, value: null, code: 'import-invoice-known', params: {} }
      return fail<ImportFailure>({ faults: [known], total: 1, imported: [], cancelled: false })
    }
    this.putInvoice({ ...one, version: 1 })
    return ok()
  }
  async status() {
    return this.mandantList.map((one) => ({
      mandant: one.mandant,
      name: one.name,
      bookkeepingActive: one.bookkeepingActive,
      documents: this.#documents.length,
      postings: this.#documents.length,
      incomingInvoices: this.#invoices.length,
      debitCents: 0,
      creditCents: 0,
      byBranch: [],
      byDocumentType: [],
    }))
  }
  async revised(): Promise<readonly RevisedDocument[]> {
    const documents = this.#newest()
      .filter((one) => one.version > 1)
      .map((one) => ({ ...groupOf(one), ...keysOf(one.sourceId, one.documentNo, one.version) }))
    const invoices = this.#newestInvoices()
      .filter((one) => one.version > 1)
      .map((one) => ({ ...invoiceGroupOf(one), ...keysOf(incomingSourceId(one), one.invoiceNo, one.version) }))
    return [...documents, ...invoices]
  }
  async generation(): Promise<number> {
    return this.#documents.length + this.#invoices.length
  }
  async groups(): Promise<readonly DocumentGroup[]> {
    const keys = [...this.#newest().map(groupOf), ...this.#newestInvoices().map(invoiceGroupOf)]
    const equal = Map.groupBy(keys, (key) => JSON.stringify(key))
    return [...equal.values()].flatMap(([key, ...more]) => (key ? [{ ...key, documents: more.length + 1 }] : []))
  }
  async groupsOf(versions: readonly VersionKey[]): Promise<readonly (GroupKey | null)[]> {
    return versions.map(({ occasion, mandant: id, sourceId, version }) => {
      const isOne = (one: { readonly mandant: string; readonly version: number }, source: string) =>
        one.mandant === id && source === sourceId && one.version === version
      const found = this.#documents.find((one) => isOne(one, one.sourceId))
      const invoice = this.#invoices.find((one) => isOne(one, incomingSourceId(one)))
      if (occasion === 'document') return found ? groupOf(found) : null
      return invoice ? invoiceGroupOf(invoice) : null
    })
  }
  attachmentPath(name: string): string {
    return name
  }
  close(): void {
    this.trouble = null
  }
}

function groupOf({ mandant: id, documentType, branch, paymentMethod }: AccountingDocument): GroupKey {
  return { occasion: 'document', mandant: id, documentType, branch, paymentMethod }
}

function invoiceGroupOf({ mandant: id, branch }: IncomingInvoice): GroupKey {
  return { occasion: 'incoming', mandant: id, documentType: '', branch, paymentMethod: null }
}

const keysOf = (sourceId: string, documentNo: string, currentVersion: number) => ({
  sourceId,
  documentNo,
  currentVersion,
  exported: true,
})

const isSameSource = (a: AccountingDocument, b: AccountingDocument) =>
  a.mandant === b.mandant && a.sourceId === b.sourceId
const orderOf = (one: AccountingDocument) => `${one.mandant} ${one.documentDate} ${one.sourceId}`
