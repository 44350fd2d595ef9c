import { FileNames, type NamingRule } from '../file-names'
import type { NamingContext } from '../format'

const naming: NamingRule = {
  words: { postings: 'Erloese', 'incoming-invoices': 'Lieferantenrechnungen', 'personal-accounts': 'Kunden' },
  defaults: {
    postings: 'Collmex_{art}_{mandant}_{lauf}',
    'incoming-invoices': 'Collmex_{art}_{mandant}_{lauf}',
    'personal-accounts': 'Collmex_{art}_{mandant}_{lauf}',
  },
  prefix: '',
  extension: '.csv',
}

export const fileNames = (context: NamingContext) => new FileNames(context, naming)
