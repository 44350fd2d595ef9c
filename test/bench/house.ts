import { join } from 'node:path'
import { systemClock, systemRandom } from '../../main/adapters/clock/clock'
import { createRunStore } from '../../main/adapters/store/runs'
import { openStore } from '../../main/adapters/store/store'
import { cents } from '../../main/core/money/cents'
import type { Profile } from '../../main/core/profile/profile'
import type { RunStore } from '../../main/core/run/run-store'
import type { App } from '../../main/engine/app'
import { makeBigLedger } from '../fixtures/exchange'

export interface HouseSize {
  readonly documents: number
  readonly profiles: number
  readonly runs: number
}

const documentsPerRun = 20
const dayMs = 86_400_000

export function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

export interface HousePlace {
  /** For the exchange files. */
  readonly folder: string
  readonly profileDir: string
  readonly workstationName: string
  open(): Promise<App>
}

/** A large installation: books, profiles, and runs of every profile on the days before today. */
export async function makeHouse({ folder, profileDir, workstationName, open }: HousePlace, size: HouseSize) {
  await makeBigLedger(join(folder, 'exchange'), size.documents * 2)
  const app = await open()
  must(await app.ledger.import([join(folder, 'exchange')]))
  must(await app.profiles.apply(Array.from({ length: size.profiles }, (_, index) => profileOf(index))))
  await app.close()
  makeHistory(profileDir, workstationName, size)
}

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
  else deliver(store, id, Math.floor(index / profiles), index % 11 === 6)
}

function deliver(store: RunStore, id: string, round: number, isStopped: boolean): void {
  const first = round * documentsPerRun
  const stamped = Array.from({ length: documentsPerRun }, (_, at) => {
    const no = first + at
    return {
      ...{ mandant: no % 4 === 3 ? 'M2' : 'M1', sourceId: `B${no}`, version: 1, documentNo: `RE-2026-${no}` },
      ...{ documentType: no % 10 === 9 ? 'GU' : 'RE', documentDate: '2026-01-01', occasion: 'document' as const },
      ...{ fileNo: 1, branch: no % 4 === 3 ? 'SUED' : no % 2 === 0 ? 'MITTE' : 'WEST' },
      paymentMethod: no % 3 === 0 ? 'EC' : null,
    }
  })
  const file = { name: `EXTF_${id}.csv`, rows: documentsPerRun, sizeBytes: 1, sha256: '0'.repeat(64) }
  store.prepared(
    id,
    {
      files: [{ no: 1, kind: 'postings', mandant: 'M1', ...file }],
      documents: stamped,
      ...{ partners: [], warnings: [] },
      sums: [{ mandant: 'M1', currency: 'EUR', debitCents: cents(123_456), creditCents: cents(7_890) }],
    },
    'schedule',
  )
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
function makeHistory(profileDir: string, workstationName: string, { runs, profiles }: HouseSize): void {
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
  })
  store.close()
}
