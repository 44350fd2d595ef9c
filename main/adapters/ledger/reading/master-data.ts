import type {
  Account,
  Branch,
  DocumentType,
  Mandant,
  PaymentMethod,
  PersonalAccount,
} from '../../../core/ledger/ledger'
import type { ReadDb } from '../db/sql'

export function readMandants(db: ReadDb): readonly Mandant[] {
  const rows = db.all<Omit<Mandant, 'bookkeepingActive'> & { readonly bookkeepingActive: number }>(`
    SELECT mandant, name, consultant_no AS consultantNo, client_no AS clientNo, chart_of_accounts AS chartOfAccounts,
      account_length AS accountLength, fiscal_year_start AS fiscalYearStart, currency, country, vat_id AS vatId,
      bookkeeping_active AS bookkeepingActive
    FROM mandant ORDER BY mandant`)
  return rows.map((row) => ({ ...row, bookkeepingActive: row.bookkeepingActive === 1 }))
}

export function readBranches(db: ReadDb): readonly Branch[] {
  return db.all<Branch>('SELECT branch, name, mandant, cost_centre AS costCentre FROM branch ORDER BY branch')
}

export function readDocumentTypes(db: ReadDb): readonly DocumentType[] {
  return db.all<DocumentType>(
    'SELECT document_type AS documentType, name, kind FROM document_type ORDER BY document_type',
  )
}

export function readPaymentMethods(db: ReadDb): readonly PaymentMethod[] {
  return db.all<PaymentMethod>(
    'SELECT payment_method AS paymentMethod, name FROM payment_method ORDER BY payment_method',
  )
}

export function readAccounts(db: ReadDb, mandant: string): readonly Account[] {
  const rows = db.all<Omit<Account, 'automatic'> & { readonly automatic: number }>(
    'SELECT mandant, account, label, automatic FROM account WHERE mandant = ? ORDER BY account',
    mandant,
  )
  return rows.map((row) => ({ ...row, automatic: row.automatic === 1 }))
}

/** A number that is listed as both (no chart of accounts allows it) is read as a debtor. */
export function readPersonalAccount(db: ReadDb, mandant: string, account: string): PersonalAccount | null {
  for (const kind of ['debtor', 'creditor'] as const) {
    const row = db.get<Omit<PersonalAccount, 'kind'>>(
      `SELECT mandant, account, company, salutation, title, first_name AS firstName, last_name AS lastName, street,
        postcode, city, country, phone, email, vat_id AS vatId, iban, bic, payment_term_days AS paymentTermDays,
        external_no AS externalNo
      FROM ${kind} WHERE mandant = ? AND account = ?`,
      mandant,
      account,
    )
    if (row) return { kind, ...row }
  }
  return null
}

export function readCreditors(db: ReadDb, mandant: string): readonly PersonalAccount[] {
  const rows = db.all<Omit<PersonalAccount, 'kind'>>(
    `SELECT mandant, account, company, salutation, title, first_name AS firstName, last_name AS lastName, street,
      postcode, city, country, phone, email, vat_id AS vatId, iban, bic, payment_term_days AS paymentTermDays,
      external_no AS externalNo
    FROM creditor WHERE mandant = ? ORDER BY account`,
    mandant,
  )
  return rows.map((row) => ({ kind: 'creditor', ...row }))
}
