import { classedSentence } from '../../resources/locales/einvoice-finding'
import type { BookingRule, InvoiceDetails } from '../engine/app-invoices'
import { table, type Words } from './words'

const none = '–'
const rateOf = (rate: number | null, words: Words) => (rate === null ? none : `${words.count(rate / 100)} %`)

/** One invoice: what it says, what would be booked (or was), what stands against it. */
export function invoiceLines(details: InvoiceDetails, words: Words): readonly string[] {
  const { proposal, assignment } = details
  const shown = assignment ?? proposal
  const money = (amount: number | null) =>
    amount === null ? none : words.money((shown.creditNote ? -1 : 1) * amount, details.currency ?? 'EUR')
  const day = (date: string | null) => (date === null ? none : words.date(date))
  return [
    words.text('cli.invoice.head', {
      id: details.id,
      state: words.text(`cli.invoice.is.${details.state}`),
      file: details.fileName,
    }),
    words.text('cli.invoice.facts', {
      seller: details.sellerName ?? none,
      number: shown.invoiceNo ?? none,
      date: day(shown.invoiceDate),
      gross: money(shown.grossCents),
    }),
    words.text('cli.invoice.where', {
      mandant: shown.mandant ?? none,
      creditor: assignment?.creditor ?? (proposal.creditor.kind === 'found' ? proposal.creditor.account : none),
      due: day(shown.dueDate),
    }),
    ...(details.declineReason === null
      ? []
      : [words.text('cli.invoice.declineReason', { reason: details.declineReason })]),
    ...positionLines(details, words, money),
    ...(details.state === 'waiting' ? details.reasons : []).map((one) => `- ${classedSentence(words.text, one)}`),
    ...proposal.findings
      .filter(({ level }) => level === 'hint')
      .map((one) => words.text('cli.invoice.hint', { hint: classedSentence(words.text, one) })),
  ]
}

function positionLines(
  { assignment, proposal }: InvoiceDetails,
  words: Words,
  money: (amount: number) => string,
): readonly string[] {
  const columns = ['account', 'rate', 'key', 'costCentre'] as const
  return table(
    [
      ...columns.map((column) => ({ title: words.text(`cli.invoice.column.${column}`) })),
      { title: words.text('cli.invoice.column.gross'), align: 'right' },
    ],
    (assignment ?? proposal).positions.map(({ account, taxRate, taxKey, costCentre, grossCents }) => [
      account ?? none,
      rateOf(taxRate, words),
      taxKey ?? none,
      costCentre ?? none,
      money(grossCents),
    ]),
  )
}

export function ruleLines(rules: readonly BookingRule[], words: Words): readonly string[] {
  const columns = ['mandant', 'creditor', 'rate', 'account', 'key', 'costCentre'] as const
  const any = words.text('cli.invoice.rules.any')
  return table(
    columns.map((column) => ({ title: words.text(`cli.invoice.column.${column}`) })),
    rules.map(({ mandant, creditor, taxRate, account, taxKey, costCentre }) => [
      mandant,
      creditor ?? any,
      taxRate === null ? any : rateOf(taxRate, words),
      account,
      taxKey ?? none,
      costCentre ?? none,
    ]),
  )
}
