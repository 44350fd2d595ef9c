import { expect, it } from 'vitest'
import type { Mandant } from '../ledger/ledger'
import { cents } from '../money/cents'
import { rulesOf } from './assignment'
import { found } from './findings'
import type { AssignedPosition, InboxContent, InvoiceAssignment } from './inbox'
import { type InvoiceProposal, mandantOf, type ProposedPosition } from './proposal'

const mandant = (id: string, name: string, vatId: string | null): Mandant => ({
  ...{ mandant: id, name, consultantNo: null, clientNo: null, chartOfAccounts: 'SKR03', accountLength: 4 },
  ...{ fiscalYearStart: '01-01', currency: 'EUR', country: 'DE', vatId, bookkeepingActive: true },
})
const north = mandant('N', 'Optik Nord GmbH', 'DE111111111')
const south = mandant('S', 'Optik Süd GmbH', 'DE 222 222 222')

/** An invoice for this buyer; nothing else of it is looked at. */
const forBuyer = (name: string | null, vatId: string | null) =>
  ({
    kind: 'einvoice',
    source: 'xml',
    // safe: only the buyer decides whose it is
    invoice: { buyer: { name, tradeName: null, vatId, address: { lines: [] } } },
  }) as unknown as InboxContent

it.each<[string, InboxContent, readonly Mandant[], string | null]>([
  ['by VAT id, whatever the name', forBuyer('Irgendwer', 'DE222222222'), [north, south], 'S'],
  ['by name', forBuyer('OPTIK NORD', null), [north, south], 'N'],
  [
    'by name among those of one VAT id',
    forBuyer('Optik Süd', 'DE111111111'),
    [north, { ...south, vatId: 'DE111111111' }],
    'S',
  ],
  ['of the only one, although it names somebody else', forBuyer('Irgendwer', 'DE999999999'), [north], 'N'],
  ['nobody can say', forBuyer('Irgendwer', null), [north, south], null],
  ['two of one name', forBuyer('Optik Nord GmbH', null), [north, { ...north, mandant: 'X', vatId: null }], null],
  ['a plain PDF of the only one', { kind: 'plain-pdf', pages: 1, text: '', findings: [] }, [north], 'N'],
  ['a plain PDF', { kind: 'plain-pdf', pages: 1, text: '', findings: [] }, [north, south], null],
])('whose it is: %s', (_, content, mandants, expected) => {
  expect(mandantOf(content, mandants)?.mandant ?? null).toBe(expected)
})

const position = (change: Partial<AssignedPosition> = {}): AssignedPosition => ({
  ...{ account: '4980', grossCents: cents(100), taxRate: 1900, taxKey: '9', costCentre: null, text: null },
  ...change,
})
const proposed = (taxRate: number | null, suggestedTaxKey: string | null) =>
  ({ taxRate, suggestedTaxKey, taxKey: suggestedTaxKey }) as ProposedPosition // safe: nothing else is looked at

it.each<[string, readonly AssignedPosition[], readonly ProposedPosition[], string]>([
  ['the usual key is what the case says', [position()], [proposed(1900, '9')], '1900 4980 -'],
  ['another key is meant', [position({ taxKey: '401' })], [proposed(1900, '9')], '1900 4980 401'],
  ['no key where there is one', [position({ taxKey: null })], [proposed(1900, '9')], ''],
  [
    'an automatic account has none',
    [position({ account: '3400', taxKey: null })],
    [proposed(1900, '9')],
    '1900 3400 -',
  ],
  ['two accounts for one rate', [position(), position({ account: '4900' })], [proposed(1900, '9')], ''],
  ['twice the same', [position(), position()], [proposed(1900, '9')], '1900 4980 -'],
  [
    'a rule for each rate',
    [position(), position({ taxRate: 700, taxKey: '8' })],
    [proposed(1900, '9'), proposed(700, '8')],
    '1900 4980 -,700 4980 -',
  ],
  ['without a rate, alone', [position({ taxRate: null, taxKey: null })], [proposed(null, null)], '- 4980 -'],
  ['without a rate, beside another', [position(), position({ taxRate: null })], [proposed(1900, '9')], '1900 4980 -'],
])('what is remembered: %s', (_, positions, suggestions, expected) => {
  const assignment = { mandant: 'N', creditor: '70001', positions } as unknown as InvoiceAssignment // safe: as above
  const remembered = (codes: readonly 'intra-community'[]) =>
    rulesOf(
      assignment,
      { positions: suggestions, toConfirm: codes.map((code) => found(code)) } as unknown as InvoiceProposal, // safe: as above
      (account) => account === '3400',
    ).map(({ taxRate, account, taxKey }) => `${taxRate ?? '-'} ${account} ${taxKey ?? '-'}`)
  expect(remembered([]).join()).toBe(expected)
  // Where the case asked for the key, the answer is kept.
  if (expected === '1900 4980 -' && positions.length === 1)
    expect(remembered(['intra-community'])).toEqual(['1900 4980 9'])
})
