import type {
  AssignmentDraftDto,
  InvoiceChoicesDto,
  InvoiceDetailsDto,
  InvoiceProposalDto,
  Language,
} from '../preload/contract/dto'
import { amountText, centsOf } from './amounts'
import { hundredthsOf, percentText } from './tax-key-form'

/** A position as it is typed. */
export interface PositionForm {
  readonly id: string
  readonly account: string
  readonly gross: string
  /** Percent: `19` or `8,1`; '' for none. */
  readonly rate: string
  readonly taxKey: string
  readonly costCentre: string
  readonly text: string
  /** The key of the invoice's case of tax. */
  readonly suggestedTaxKey: string | null
  /** What the seller says the account is. */
  readonly accountHint: string | null
}

/** An incoming invoice as it is typed before it is booked. */
export interface InvoiceForm {
  readonly mandant: string
  readonly creditor: string
  readonly invoiceNo: string
  readonly invoiceDate: string | null
  readonly dueDate: string | null
  readonly serviceDate: string | null
  /** '' for none. */
  readonly branch: string
  readonly creditNote: boolean
  readonly gross: string
  readonly positions: readonly PositionForm[]
}

export function invoiceFormOf({ proposal }: InvoiceDetailsDto, language: Language): InvoiceForm {
  const { mandant, creditor, invoiceNo, invoiceDate, dueDate, serviceDate, creditNote, grossCents } = proposal
  return {
    mandant: mandant ?? '',
    creditor: creditor.kind === 'found' ? creditor.account : '',
    invoiceNo: invoiceNo ?? '',
    ...{ invoiceDate, dueDate, serviceDate, creditNote },
    branch: '',
    gross: grossCents === null ? '' : amountText(grossCents, language),
    positions: positionsOf(proposal, language),
  }
}

/** What the invoice and the rules say; of a plain PDF one empty position. */
export function positionsOf({ positions }: InvoiceProposalDto, language: Language): readonly PositionForm[] {
  if (positions.length === 0) return [newPosition('')]
  return positions.map((one) => ({
    ...newPosition(amountText(one.grossCents, language)),
    account: one.account ?? '',
    rate: one.taxRate === null ? '' : percentText(one.taxRate),
    taxKey: one.taxKey ?? '',
    costCentre: one.costCentre ?? '',
    suggestedTaxKey: one.suggestedTaxKey,
    accountHint: one.accountHint,
  }))
}

export const newPosition = (gross: string): PositionForm => ({
  id: crypto.randomUUID(),
  ...{ account: '', gross, rate: '', taxKey: '', costCentre: '', text: '' },
  ...{ suggestedTaxKey: null, accountHint: null },
})

/** An account that computes its tax itself bears no key beside it; any other has the one of the invoice's case again. */
export function withAccount(position: PositionForm, account: string, choices: InvoiceChoicesDto | null): PositionForm {
  const isAutomatic = (id: string) => choices?.accounts.some((one) => one.account === id && one.automatic) ?? false
  if (isAutomatic(account)) return { ...position, account, taxKey: '' }
  return isAutomatic(position.account)
    ? { ...position, account, taxKey: position.suggestedTaxKey ?? '' }
    : { ...position, account }
}

/** What of the gross amount no position has yet; null: an amount cannot be read. */
export function restOf({ gross, positions }: InvoiceForm, language: Language): number | null {
  const stated = centsOf(gross, language)
  const parts = positions.map((one) => (one.gross.trim() === '' ? 0 : centsOf(one.gross, language)))
  if (stated === null || parts.includes(null)) return null
  return parts.reduce<number>((rest, part) => rest - (part ?? 0), stated)
}

export type Unreadable = 'missing' | 'amount' | 'rate'

/** Fields that cannot even be sent: nothing stands there, or no amount, no rate. By the path of the field. */
export function unreadable(form: InvoiceForm, language: Language): ReadonlyMap<string, Unreadable> {
  const found = new Map<string, Unreadable>()
  if (form.mandant === '') found.set('mandant', 'missing')
  if (centsOf(form.gross, language) === null) found.set('grossCents', 'amount')
  for (const [index, { gross, rate }] of form.positions.entries()) {
    if (centsOf(gross, language) === null) found.set(`positions[${index}].grossCents`, 'amount')
    if (rate.trim() !== '' && (hundredthsOf(rate) ?? Infinity) > hundredPercent)
      found.set(`positions[${index}].taxRate`, 'rate')
  }
  return found
}

/** Hundredths of a percent. */
const hundredPercent = 10_000

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** Only for a form in which all can be read. */
export function assignmentOf(form: InvoiceForm, language: Language): AssignmentDraftDto {
  const { mandant, creditor, invoiceNo, invoiceDate, dueDate, serviceDate, branch, creditNote, gross } = form
  return {
    ...{ mandant, creditor, invoiceNo, dueDate, serviceDate, creditNote },
    invoiceDate: invoiceDate ?? '',
    branch: orNull(branch),
    grossCents: centsOf(gross, language) ?? 0,
    positions: form.positions.map((one) => ({
      account: one.account,
      grossCents: centsOf(one.gross, language) ?? 0,
      taxRate: hundredthsOf(one.rate),
      taxKey: orNull(one.taxKey),
      costCentre: orNull(one.costCentre),
      text: orNull(one.text),
    })),
  }
}
