import type { Language } from '../preload/contract/dto'

const marks = { de: { whole: '.', cents: ',' }, en: { whole: ',', cents: '.' } } as const

/** `1.234,56`, as it stands in a field: without the currency. */
export function amountText(cents: number, language: Language): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(cents / 100)
}

/**
 * Cents of an amount as people type it; null: nobody can say. A dot or comma with one or two digits behind it is the mark of
 * the cents in either language; before three digits it groups thousands, and only the language's own one does that.
 */
export function centsOf(text: string, language: Language): number | null {
  const plain = text.replace(/[\s€]/g, '')
  const { whole, cents } = marks[language]
  const grouped = /^-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$/.test(plain)
  const own = grouped ? ungrouped(plain, whole, cents) : plain.replace(/[.,](?=\d{1,2}$)/, '.')
  if (own === null || !/^-?\d{1,12}(?:\.\d{1,2})?$/.test(own)) return null
  const [units = '', hundredths = ''] = own.replace('-', '').split('.')
  const value = Number(units) * 100 + Number(hundredths.padEnd(2, '0'))
  return own.startsWith('-') && value > 0 ? -value : value
}

function ungrouped(plain: string, whole: string, cents: string): string | null {
  const [units = '', ...rest] = plain.split(cents)
  return rest.length > 1 || rest.some((part) => part.includes(whole))
    ? null
    : [units.replaceAll(whole, ''), ...rest].join('.')
}
