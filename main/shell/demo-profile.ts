import type { DocumentType, Mandant } from '../core/ledger/ledger'
import type { Profile } from '../core/profile/profile'

export const demoProfileId = 'demo'

/** A profile for trying out: every document of the demo ledger, delivered into a folder of this installation. */
export function demoProfile(
  mandants: readonly Mandant[],
  documentTypes: readonly DocumentType[],
  directory: string,
): Profile {
  return {
    id: demoProfileId,
    name: 'Demo-Export an die Kanzlei',
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up',
    target: {
      protocol: 'folder',
      host: null,
      port: null,
      directory,
      user: null,
      hostKeys: [],
      privateKeyFile: null,
      tlsCaFile: null,
    },
    selection: {
      mandants: mandants.filter((mandant) => mandant.bookkeepingActive).map((mandant) => mandant.mandant),
      documentTypes: documentTypes.map((type) => type.documentType),
      paymentMethods: [],
    },
    exportDebtors: true,
    format: 'datev-csv',
    incomingInvoices: { enabled: false, format: 'datev-csv' },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily', time: '18:30' },
    email: [],
    attemptsMax: 30,
  }
}
