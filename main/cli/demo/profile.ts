import type { DocumentType, Mandant } from '../../core/ledger/ledger'
import type { Profile } from '../../core/profile/profile'

/** Everything in the demo ledger, to an SFTP server on this machine; nothing is trusted yet. */
export function demoProfile(
  mandants: readonly Mandant[],
  documentTypes: readonly DocumentType[],
  port: number,
): Profile {
  return {
    id: 'demo',
    name: 'Demo-Export an die Kanzlei',
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up',
    target: {
      protocol: 'sftp',
      host: '127.0.0.1',
      port,
      directory: 'eingang/{mandant}',
      user: 'kanzlei',
      hostKeys: [],
      privateKeyFile: null,
      tlsCaFile: null,
    },
    selection: {
      mandants: mandants.map((mandant) => mandant.mandant),
      documentTypes: documentTypes.map((type) => type.documentType),
      paymentMethods: [],
    },
    exportDebtors: true,
    format: 'datev-csv',
    incomingInvoices: { enabled: true, format: 'datev-csv' },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily', time: '18:30' },
    email: [],
    attemptsMax: 30,
  }
}
