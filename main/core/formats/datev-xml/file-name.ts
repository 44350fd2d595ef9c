import { FileNames, type NamingRule } from '../file-names'
import type { NamingContext } from '../format'

const naming: NamingRule = {
  words: { postings: 'RA', 'incoming-invoices': 'RE' },
  defaults: {
    postings: '{art}_{mandant}_{monat}_{lauf}',
    'incoming-invoices': '{art}_{mandant}_{monat}_{lauf}',
  },
  prefix: '',
  extension: '.zip',
}

export const fileNames = (context: NamingContext) => new FileNames(context, naming)
