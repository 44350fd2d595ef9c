import { assert } from '../../assert'
import { AccountBook, defaultAccountLength } from '../booking/accounts'
import { findChart } from '../booking/charts'
import type { Period } from '../booking/period'
import { datevTaxKeysFor } from '../booking/tax-rules'
import { clientNoOf, consultantNoOf } from '../datev/check'
import { FaultList } from '../datev/faults'
import type { FormatFault, FormatMandant, TaxKeyRule } from '../format'
import { Originals } from '../originals'
import type { HeaderRow } from './header-fields'

/** One Mandant while a run is written: what the rows ask again and again, and what adds up. */
export class MandantState {
  readonly id: string
  readonly accountLength: number
  readonly accounts: AccountBook
  readonly taxKeys: readonly TaxKeyRule[]
  readonly fiscalYearStart: string
  readonly currency: string
  readonly locked: string
  /** Document numbers of the house (one scope), and of each creditor (a scope each). */
  readonly documentNumbers = new Originals()
  readonly costCentres = new Originals()
  readonly costObjects = new Originals()
  readonly written = { rows: 0, debitCents: 0, creditCents: 0 }
  readonly #creditorNumbers = new Map<string, Originals>()
  readonly #source: FormatMandant
  #adaptedNumbers = 0
  #firstAdapted = ''

  constructor(source: FormatMandant) {
    const { mandant, settings, automaticAccounts } = source
    this.#source = source
    this.id = mandant.mandant
    this.accountLength = mandant.accountLength ?? defaultAccountLength
    this.accounts = new AccountBook(mandant.chartOfAccounts, this.accountLength, automaticAccounts, 'datev')
    this.taxKeys = datevTaxKeysFor(settings.taxKeys, mandant.country, mandant.chartOfAccounts)
    this.fiscalYearStart = mandant.fiscalYearStart
    this.currency = mandant.currency
    this.locked = settings.locked.toString()
  }

  creditorNumbers(creditor: string): Originals {
    const known = this.#creditorNumbers.get(creditor) ?? new Originals()
    this.#creditorNumbers.set(creditor, known)
    return known
  }

  noteAdapted(documentNo: string): void {
    if (this.#adaptedNumbers === 0) this.#firstAdapted = documentNo
    this.#adaptedNumbers++
  }

  /** One remark for all numbers that Belegfeld 1 could not take as they were; `value` is their count. */
  closingFaults(): readonly FormatFault[] {
    if (this.#adaptedNumbers === 0) return []
    const list = new FaultList(this.id, this.#firstAdapted)
    list.warn('format-document-numbers-adapted', 'Belegfeld 1', this.#adaptedNumbers.toString())
    return list.faults
  }

  header(createdAt: string, period: Period, label: string | null): HeaderRow {
    const { mandant } = this.#source
    const consultantNo = consultantNoOf(mandant.consultantNo)
    const clientNo = clientNoOf(mandant.clientNo)
    assert(consultantNo !== null && clientNo !== null, 'a Mandant is written that check() rejects')
    const head = {
      createdAt: createdAt.replace(/\D/g, '').padEnd(17, '0').slice(0, 17),
      consultantNo,
      clientNo,
      fiscalYearStart: period.fiscalYearStart,
      accountLength: this.accountLength.toString(),
      chart: findChart(mandant.chartOfAccounts)?.headerCode ?? '',
    }
    if (label === null) {
      const empty = { from: '', to: '', label: '', locked: '', currency: '' }
      return { ...head, ...empty, category: '16', categoryName: 'Debitoren/Kreditoren', categoryVersion: '5' }
    }
    const { from, to } = period
    const batch = { from, to, label, locked: this.locked, currency: this.currency }
    return { ...head, ...batch, category: '21', categoryName: 'Buchungsstapel', categoryVersion: '13' }
  }
}
