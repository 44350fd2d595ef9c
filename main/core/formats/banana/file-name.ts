import { FileNames, type NamingRule } from '../file-names'
import type { NamingContext } from '../format'

/** `.txt`: what Banana's import dialogue offers for texts with tabs. */
const naming: NamingRule = {
  words: { postings: 'Buchungen', 'incoming-invoices': 'Eingangsrechnungen' },
  defaults: { postings: 'Banana_{art}_{mandant}_{lauf}', 'incoming-invoices': 'Banana_{art}_{mandant}_{lauf}' },
  prefix: '',
  extension: '.txt',
}

export const fileNames = (context: NamingContext) => new FileNames(context, naming)
