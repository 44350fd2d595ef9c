import type { FieldFact } from '../files/facts'

/** An element that holds text. */
export interface Leaf extends FieldFact {
  /** The only version of the two known ones that has it. */
  readonly only: string | null
}
/** An element that holds elements, in this order. */
export interface Group {
  readonly name: string
  readonly required: boolean
  readonly many: boolean
  readonly only: string | null
  readonly elements: readonly Element[]
}
export type Element = Leaf | Group

const leaf = (
  name: string,
  kind: FieldFact['kind'],
  max: number | null,
  required: boolean,
  only: string | null = null,
): Leaf => ({ name, kind, max, required, only })
const group = (
  name: string,
  is: { readonly required: boolean; readonly many: boolean; readonly only?: string },
  elements: readonly Element[],
): Group => ({ only: null, ...is, name, elements })

/** FIBU, `XML Buchungen`: field list of 2020.00, two productive generators, one real export. */
export const entry = group('Entry', { required: true, many: false }, [
  group('CollectiveInformation', { required: true, many: false }, [
    leaf('EntryLevel', ['A'], null, true),
    leaf('EntryType', ['S', 'C'], null, true),
    leaf('Type', 'text', 8, true),
    leaf('DebitCredit', ['C', 'D'], null, true),
    leaf('Client', 'digits', 6, false),
    leaf('Division', 'digits', 8, false),
    leaf('KeyCurrency', 'text', 3, true),
    leaf('EntryDate', 'date', null, true),
    leaf('ValueDate', 'date', null, false),
    group('AmountData', { required: true, many: false }, [
      leaf('Currency', 'text', 3, true),
      leaf('Amount', 'amount', null, true),
    ]),
    leaf('KeyAmount', 'amount', null, true),
    group('ExchangeRateData', { required: false, many: false }, [
      leaf('FromCurrency', 'text', 3, false),
      leaf('ToCurrency', 'text', 3, false),
      leaf('ExchangeRate', 'number', null, false),
    ]),
    leaf('Account', 'digits', 11, true),
    leaf('TaxAccount', 'digits', 11, false),
    leaf('BookingLevel1', 'digits', 11, false, '2014.00'),
    leaf('BookingLevel2', 'digits', 11, false, '2014.00'),
    leaf('BookingLevel3', 'digits', 11, false, '2014.00'),
    leaf('IntercompanyId', 'digits', null, false, '2015.00'),
    leaf('IntercompanyCode', 'text', null, false, '2015.00'),
    leaf('Text1', 'text', 80, true),
    leaf('Text2', 'text', 80, false),
    leaf('DocumentNumber', 'text', 10, false),
    leaf('SingleCount', 'digits', null, true),
  ]),
  group('SingleInformation', { required: true, many: true }, [
    leaf('Type', 'text', 8, true),
    leaf('DebitCredit', ['C', 'D'], null, true),
    leaf('EntryDate', 'date', null, true),
    leaf('ValueDate', 'date', null, false),
    group('AmountData', { required: true, many: false }, [
      leaf('Currency', 'text', 3, true),
      leaf('Amount', 'amount', null, true),
    ]),
    leaf('KeyAmount', 'amount', null, true),
    leaf('Account', 'digits', 11, true),
    leaf('TaxAccount', 'digits', 11, false),
    leaf('BookingLevel1', 'digits', 11, false, '2014.00'),
    leaf('BookingLevel2', 'digits', 11, false, '2014.00'),
    leaf('BookingLevel3', 'digits', 11, false, '2014.00'),
    leaf('IntercompanyId', 'digits', null, false, '2015.00'),
    leaf('IntercompanyCode', 'text', null, false, '2015.00'),
    leaf('Text1', 'text', 80, true),
    leaf('Text2', 'text', 80, false),
    leaf('DocumentNumber', 'text', 10, false),
    leaf('SelectionCode', 'text', null, false),
    group('TaxData', { required: false, many: false }, [
      leaf('TaxIncluded', ['E', 'I'], null, true),
      leaf('TaxType', 'text', 1, false),
      leaf('UseCode', 'text', 1, false),
      group('AmountData', { required: true, many: false }, [
        leaf('Currency', 'text', 3, true),
        leaf('Amount', 'amount', null, true),
      ]),
      leaf('KeyAmount', 'amount', null, true),
      leaf('TaxRate', 'number', null, true),
      leaf('TaxCoefficient', 'number', null, false),
      leaf('Country', 'text', 2, false),
      leaf('TaxCode', 'text', 3, true),
      leaf('Number', 'text', null, false),
      leaf('FlatRate', 'number', null, false),
    ]),
    group('NoteData', { required: false, many: false, only: '2014.00' }, [leaf('Text', 'text', 2000, false)]),
  ]),
])

/** DEBI, `Belege`: field list of 2021.00 and samples. */
export const debiDocument = group('Document', { required: true, many: false }, [
  leaf('DocumentCode', 'text', 4, true),
  leaf('CustomerNumber', 'digits', 11, true),
  leaf('Number', 'digits', 10, false),
  leaf('Reference', 'text', 60, false),
  leaf('UniqueReference', 'text', 60, false),
  leaf('Text', 'text', null, false),
  leaf('AccountReceivableDate', 'date', null, true),
  leaf('GeneralLedgerDate', 'date', null, false),
  leaf('Currency', 'text', 3, true),
  leaf('Amount', 'amount', null, true),
  leaf('KeyAmount', 'amount', null, true),
  leaf('PaymentOrderProcedure', 'digits', null, false),
  leaf('PaymentReferenceLineType', 'text', null, false),
  leaf('PaymentReferenceLine', 'text', 35, false),
  leaf('TaxRecalculation', ['true', 'false'], null, false),
  leaf('CollectiveAccount', 'digits', 11, false),
  group('LineItem', { required: true, many: true }, [
    leaf('Number', 'digits', null, true),
    leaf('Amount', 'amount', null, true),
    leaf('KeyAmount', 'amount', null, true),
    leaf('CreditAccount', 'digits', 11, true),
    leaf('TaxMethod', 'digits', 1, false),
    leaf('TaxCode', 'text', 3, false),
    leaf('TaxIncluded', 'digits', 1, false),
    leaf('TaxDateValidFrom', 'date', null, false),
    leaf('TaxAmount', 'amount', null, false),
    leaf('KeyTaxAmount', 'amount', null, false),
    leaf('Text', 'text', 80, false),
    leaf('CreditCostCentre1', 'digits', null, false),
    leaf('AccrualNumber', 'digits', null, false),
  ]),
])

/** DEBI, `Kunden`: samples. */
export const debtor = group('Customer', { required: true, many: false }, [
  leaf('CodeName', 'text', null, false),
  leaf('CustomerNumber', 'digits', 11, true),
  leaf('PaymentTermNumber', 'digits', null, true),
  leaf('Division', 'digits', null, false),
  group('AddressData', { required: true, many: false }, [
    leaf('AddressNumber', 'digits', null, true),
    leaf('CodeName', 'text', null, false),
    leaf('Name', 'text', 100, true),
    leaf('FirstName', 'text', null, false),
    leaf('AdditionalLine', 'text', null, false),
    leaf('Line1', 'text', null, false),
    leaf('Line2', 'text', null, false),
    leaf('Line3', 'text', null, false),
    leaf('Line4', 'text', null, false),
    leaf('Country', 'text', 4, true),
    leaf('ZIP', 'text', 15, true),
    leaf('City', 'text', 50, true),
    leaf('Phone1', 'text', null, false),
    leaf('Phone2', 'text', null, false),
    leaf('Fax', 'text', null, false),
    leaf('Mobile', 'text', null, false),
    leaf('SalutationNumber', 'digits', null, false),
    leaf('SalutationName', 'text', null, false),
    leaf('Title', 'text', null, false),
    leaf('IndustryCode', 'digits', null, false),
    leaf('Text', 'text', null, false),
    leaf('Website', 'text', null, false),
    leaf('Email', 'text', null, false),
    leaf('Language', 'text', 2, true),
    leaf('SubjectType', 'digits', 1, false),
    leaf('HouseNumber', 'text', 9, false),
    leaf('Street', 'text', 50, false),
  ]),
  group('CurrencyData', { required: true, many: false }, [
    leaf('Currency', 'text', 3, true),
    leaf('TaxCode', 'text', 3, false),
    leaf('CurrencyRisk', 'digits', 1, false),
    leaf('CurrencyLimitAmount', 'amount', null, false),
    leaf('PaymentOrderESRProcedure', 'digits', null, false),
    leaf('PaymentOrderIPIProcedure', 'digits', null, false),
    leaf('StandardProcedure', 'digits', null, false),
  ]),
])
