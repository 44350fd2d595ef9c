import type { Profile } from '../../main/core/profile/profile'

/** A profile in which everything is right. */
export function profile(change: Partial<Profile> = {}): Profile {
  return {
    id: 'kanzlei',
    name: 'Export an die Kanzlei',
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up',
    target: {
      protocol: 'sftp',
      host: 'sftp.example.de',
      port: null,
      directory: 'eingang/{mandant}',
      user: 'stb',
      hostKeys: [],
      privateKeyFile: null,
      tlsCaFile: null,
    },
    selection: { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [] },
    exportDebtors: false,
    format: 'datev-csv',
    incomingInvoices: { enabled: false, format: 'datev-csv' },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily', time: '18:30' },
    email: [],
    attemptsMax: 30,
    ...change,
  }
}
