import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { plainField } from '../text/plain'
import type { MandantState } from './mandant'
import type { Tree } from './tree'

/** Lengths that the field list states; the others are those of a line of an address. */
const max = { Name: 100, Country: 4, ZIP: 15, City: 50, Street: 50, other: 50 } as const

/** Element `Customer`. Null when Abacus would refuse it: it wants a name, a postcode and a city. */
export function customerOf(one: PersonalAccount, mandant: MandantState, faults: FaultList): Tree | null {
  const { options, country, currency } = mandant
  const text = (raw: string | null, length: number, field: string) => plainField(raw, length, field, faults)
  const company = text(one.company, max.Name, 'Name')
  const lastName = text(one.lastName, max.Name, 'Name')
  const firstName = text(one.firstName, max.other, 'FirstName')
  const name = company || lastName || firstName
  if (name === '') {
    faults.warn('format-personal-account-no-name', 'Name', one.account)
    return null
  }
  const [zip, city] = [text(one.postcode, max.ZIP, 'ZIP'), text(one.city, max.City, 'City')]
  if (zip === '' || city === '') {
    faults.warn('format-personal-account-no-address', 'ZIP, City', one.account)
    return null
  }
  const contact = [one.title, one.firstName, one.lastName].map((part) => part?.trim() ?? '').filter((part) => part)
  const address: readonly Tree[] = [
    ['AddressNumber', one.account],
    ['Name', name],
    ['FirstName', company === '' && lastName !== '' ? optional(firstName) : null],
    ['AdditionalLine', company === '' ? null : optional(text(contact.join(' '), max.other, 'AdditionalLine'))],
    ['Country', text(one.country, max.Country, 'Country').toUpperCase() || country],
    ['ZIP', zip],
    ['City', city],
    ['Phone1', optional(text(one.phone, max.other, 'Phone1'))],
    ['SalutationName', optional(text(one.salutation, max.other, 'SalutationName'))],
    ['Title', company === '' ? optional(text(one.title, max.other, 'Title')) : null],
    ['Email', optional(text(one.email, max.other, 'Email'))],
    ['Language', options.language],
    ['SubjectType', company === '' ? null : '2'],
    ['Street', optional(text(one.street, max.Street, 'Street'))],
  ]
  return [
    'Customer',
    [
      ['CustomerNumber', one.account],
      ['PaymentTermNumber', options.paymentTerm],
      ['AddressData', address],
      ['CurrencyData', [['Currency', currency]]],
    ],
  ]
}

const optional = (text: string) => (text === '' ? null : text)
