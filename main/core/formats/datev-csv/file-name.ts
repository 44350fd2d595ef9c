import { FileNames, type NamingRule } from '../file-names'
import type { NamingContext } from '../format'

/** `EXTF_….csv`, because DATEV lists no other file. */
const naming: NamingRule = {
  words: {
    postings: 'Buchungsstapel',
    'personal-accounts': 'DebitorenKreditoren',
    'incoming-invoices': 'Eingangsrechnungen',
  },
  defaults: {
    postings: '{art}_{mandant}_{monat}_{lauf}',
    'personal-accounts': '{art}_{mandant}_{lauf}',
    'incoming-invoices': '{art}_{mandant}_{monat}_{lauf}',
  },
  prefix: 'EXTF_',
  extension: '.csv',
}

export const fileNames = (context: NamingContext) => new FileNames(context, naming)
