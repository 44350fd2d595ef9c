import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock, systemRandom } from '../../main/adapters/clock/clock'
import { createRunStore } from '../../main/adapters/store/runs'
import { openStore } from '../../main/adapters/store/store'
import { cents } from '../../main/core/money/cents'
import type { Profile } from '../../main/core/profile/profile'
import { fail, ok } from '../../main/core/result'
import type { RunStore } from '../../main/core/run/run-store'
import type { App } from '../../main/engine/app'
import { plain } from '../fixtures/einvoice/samples'
import { toUbl } from '../fixtures/einvoice/ubl'
import { type Exchange, makeBigLedger, writeExchange } from '../fixtures/exchange'
import { must } from './must'

export interface HouseSize {
  readonly documents: number
  readonly profiles: number
  readonly runs: number
}

/** E-invoices that nobody assigned yet. */
const incoming = 300
const documentsPerRun = 20
const dayMs = 86_400_000
/** The rest of a large chain: they stand in lists, and no document is theirs. */
const chain = { mandants: 100, branches: 500, users: 30 }
/** The newest run is one that took over an old installation, and some of its documents were changed since. */
const largeRun = { id: 'large-run', documents: 10_000, changed: 300 }

export interface HousePlace {
  /** For the exchange files. */
  readonly folder: string
  readonly profileDir: string
  readonly workstationName: string
  /** As the window or as the command line, which may add users. */
  open(actor: 'window' | 'command-line'): Promise<App>
}

/** A large installation: books, profiles, and runs of every profile on the days before today. */
export async function makeHouse({ folder, profileDir, workstationName, open }: HousePlace, size: HouseSize) {
  await makeBigLedger(join(folder, 'exchange'), size.documents * 2)
  const app = await open('command-line')
  must(await app.ledger.import([join(folder, 'exchange')]))
  must(await app.ledger.import([writeExchange(join(folder, 'chain'), restOfChain())]))
  must(await app.profiles.apply(Array.from({ length: size.profiles }, (_, index) => profileOf(index))))
  const users = Array.from({ length: chain.users }, (_, index) => `Person ${index}`)
  for (const name of users) {
    must(await app.access.users.create('command-line', { name, group: 'users', password: `das Kennwort von ${name}` }))
  }
  must(await addInvoices(app, join(folder, 'invoices')))
  await app.close()
  makeHistory(profileDir, workstationName, size)
  const changed = writeExchange(join(folder, 'changed'), changedDocuments(firstOfLarge(size)))
  const again = await open('window')
  must(await again.ledger.import([changed]))
  await again.close()
}

async function addInvoices(app: App, folder: string) {
  mkdirSync(folder, { recursive: true })
  const paths = Array.from({ length: incoming }, (_, index) => {
    const path = join(folder, `${index}.xml`)
    writeFileSync(path, toUbl({ ...plain, number: `ER-${index}` }))
    return path
  })
  const added = await app.invoices.add(paths)
  const refused = added.filter(({ outcome }) => outcome === 'refused')
  return refused.length === 0 ? ok() : fail(refused)
}

const master = { beraternummer: '29098', kontenrahmen: 'SKR03', sachkontenlaenge: '4' }

function restOfChain(): Exchange {
  return {
    mandanten: Array.from({ length: chain.mandants }, (_, index) => ({
      ...{ mandant: `K${index}`, name: `Optik ${index} GmbH`, mandantennummer: String(60_000 + index), ...master },
    })),
    filialen: Array.from({ length: chain.branches }, (_, index) => ({
      ...{ filiale: `F${index}`, name: `Filiale ${index}`, mandant: `K${index % chain.mandants}`, kostenstelle: '1' },
    })),
  }
}

function changedDocuments(first: number): Exchange {
  const numbers = Array.from({ length: largeRun.changed }, (_, index) => first + index)
  return {
    belege: numbers.map((no) => ({
      ...{ mandant: mandantOf(no), beleg: `B${no}`, belegnummer: `RE-2026-${no}`, belegart: 'RE' },
      ...{ belegdatum: '2026-03-01', filiale: branchOf(no), leistungsdatum: '2026-03-01', personenkonto: '10001' },
    })),
    buchungen: numbers.map((no) => ({
      ...{ mandant: mandantOf(no), beleg: `B${no}`, position: '1', betrag: '12,34', soll_haben: 'S' },
      ...{ konto: '10001', gegenkonto: '8400', steuersatz: '19' },
    })),
  }
}

/** As in the fixture's big ledger. */
const mandantOf = (no: number) => (no % 4 === 3 ? 'M2' : 'M1')
const branchOf = (no: number) => (no % 4 === 3 ? 'SUED' : no % 2 === 0 ? 'MITTE' : 'WEST')

/** The documents before it are those of the other runs. */
const firstOfLarge = ({ runs, profiles }: HouseSize) => Math.ceil(runs / profiles) * documentsPerRun

const two = (n: number) => String(n).padStart(2, '0')

/** Every profile with a time of its own, of four selections. */
export function profileOf(index: number): Profile {
  return {
    id: `p${index}`,
    name: `Filiale ${index}`,
    enabled: true,
    workstation: null,
    branch: index % 4 === 1 ? 'MITTE' : null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'skip',
    target: {
      ...{ protocol: 'sftp', host: `stb${index}.example.de`, port: null, directory: '{mandant}', user: 'stb' },
      ...{ hostKeys: [], privateKeyFile: null, tlsCaFile: null },
    },
    selection: {
      mandants: index % 4 === 2 ? ['M1'] : ['M1', 'M2'],
      documentTypes: ['RE', 'GU'],
      paymentMethods: index % 4 === 3 ? ['EC'] : [],
    },
    exportDebtors: false,
    format: 'datev-csv',
    incomingInvoices: { enabled: false, format: 'datev-csv' },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily', time: `${two(6 + (index % 16))}:${two(index % 60)}` },
    email: [],
    attemptsMax: 30,
  }
}

/** One run, as a real one leaves it: most are delivered, some had nothing to hand over, some stand still. */
function carry(store: RunStore, index: number, profiles: number): void {
  const id = `2026-run-${index}`
  store.plan({ id, profileId: `p${index % profiles}`, origin: 'schedule', dueMs: index }, 'schedule')
  if (index % 7 === 3) store.empty(id, [], 'schedule')
  else deliver(store, id, { first: Math.floor(index / profiles) * documentsPerRun }, index % 11 === 6)
}

function deliver(
  store: RunStore,
  id: string,
  { first, count = documentsPerRun }: { readonly first: number; readonly count?: number },
  isStopped = false,
): void {
  const stamped = Array.from({ length: count }, (_, at) => {
    const no = first + at
    return {
      ...{ mandant: mandantOf(no), sourceId: `B${no}`, version: 1, documentNo: `RE-2026-${no}` },
      ...{ documentType: no % 10 === 9 ? 'GU' : 'RE', documentDate: '2026-01-01', occasion: 'document' as const },
      ...{ fileIndex: 0, branch: branchOf(no), paymentMethod: no % 3 === 0 ? 'EC' : null },
    }
  })
  const pile = store.pile()
  pile.add(stamped)
  const file = { name: `EXTF_${id}.csv`, rows: count, sizeBytes: 1, sha256: '0'.repeat(64) }
  store.prepared(
    id,
    {
      files: [{ no: 1, kind: 'postings', mandant: 'M1', ...file }],
      ...{ documents: pile, places: [1] },
      ...{ partners: [], warnings: [] },
      sums: [{ mandant: 'M1', currency: 'EUR', debitCents: cents(123_456), creditCents: cents(7_890) }],
    },
    'schedule',
  )
  pile.drop()
  store.sending(id, 'schedule')
  if (isStopped) {
    store.parked(id, { kind: 'auth-refused', detail: '530 Login incorrect' }, [], 'schedule')
    return
  }
  store.fileUploaded(id, 1, 'x', 'schedule')
  store.publishing(id, 'schedule')
  const receipt = { remotePath: 'x', sizeBytes: 1, sha256: '0'.repeat(64) }
  store.filePublished(id, 1, { ...receipt, verification: 'size', serverAnswer: 'renamed' }, 'schedule')
  store.delivered(id, 'schedule')
}

/** A run per profile and day; one transaction for all of them, because nobody measures this. */
function makeHistory(profileDir: string, workstationName: string, size: HouseSize): void {
  const { runs, profiles, documents } = size
  const nowMs = systemClock.now()
  let at = nowMs
  const clock = { now: () => at }
  const store = must(openStore(profileDir, { workstationName, clock, random: systemRandom }))
  const runStore = createRunStore(store.db, clock, store.journal)
  store.db.transaction(() => {
    for (let index = 0; index < runs; index += 1) {
      at = nowMs - dayMs * (Math.ceil(runs / profiles) - Math.floor(index / profiles)) + index
      carry(runStore, index, profiles)
    }
    at = nowMs - 60_000
    const first = firstOfLarge(size)
    runStore.plan({ id: largeRun.id, profileId: 'p0', origin: 'manual', dueMs: runs }, 'schedule')
    deliver(runStore, largeRun.id, { first, count: Math.min(largeRun.documents, documents - first) })
  })
  store.close()
}
