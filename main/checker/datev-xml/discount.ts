import { amountOf } from '../files/values'
import type { TellNode } from '../files/xml-rules'
import { childText, type XmlNode } from '../files/xml-tree'

const first = ['discountAmount', 'discountPercentage', 'discountPaymentDate'] as const
const second = ['discountAmount2', 'discountPercentage2', 'discountPaymentDate2'] as const

/** Discount steps and due date, or a payment condition that stands for them. */
export function checkTerms(record: XmlNode, reject: TellNode): void {
  const text = (name: string) => childText(record, name) ?? ''
  const wrong = (code: string, name: string) => reject(code, record, `${record.name}/${name}`, text(name))
  const own = [...first, ...second, 'dueDate']
  const hasTerms = own.some((name) => text(name) !== '')
  if (text('paymentConditionsId') !== '' && hasTerms) wrong('datev-xml-payment-terms', 'paymentConditionsId')
  const [hasFirst, hasSecond] = [first, second].map((names) => names.filter((name) => text(name) !== '').length)
  for (const [count, names] of [
    [hasFirst, first],
    [hasSecond, second],
  ] as const) {
    const missing = names.find((name) => text(name) === '')
    if (count !== 0 && missing !== undefined) wrong('datev-xml-discount', missing)
  }
  if (hasSecond !== 0 && hasFirst === 0) wrong('datev-xml-discount', 'discountAmount')
  const dates = [text('discountPaymentDate'), text('discountPaymentDate2'), text('dueDate')].filter((one) => one !== '')
  const isRising = dates.every((one, index) => index === 0 || (dates[index - 1] ?? '') <= one)
  const isStrict = text('discountPaymentDate2') === '' || text('discountPaymentDate') < text('discountPaymentDate2')
  if (!isRising || !isStrict) wrong('datev-xml-discount', 'discountPaymentDate')
  const [one, two] = ['discountAmount', 'discountAmount2'].map((name) => amountOf(text(name), { decimal: '.' }) ?? 0)
  const amount = Math.abs(amountOf(text('amount'), { decimal: '.' }) ?? 0)
  if ((two ?? 0) !== 0 && (two ?? 0) >= (one ?? 0)) wrong('datev-xml-discount', 'discountAmount2')
  if ((one ?? 0) + (two ?? 0) >= amount && hasFirst !== 0) wrong('datev-xml-discount', 'discountAmount')
}
