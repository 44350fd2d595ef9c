import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openEmbeddedLedger } from '../../../main/adapters/ledger'
import { compose } from '../../../main/compose'
import type { Profile } from '../../../main/core/profile/profile'
import { writeBooks } from './books'
import type { LedgerDocument } from './reconcile'

export interface Place {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly hostKeys: readonly string[]
  readonly privateKeyFile: string
  /** Folder of the server as the signed-in user sees it, and as this process does. */
  readonly remoteFolder: string
  readonly localFolder: string
}

export interface Ended {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly ms: number
  readonly said: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

const workstationName = 'CRASH'

/** One installation with many profiles, all over the same books; each delivers into a folder of its own. */
export class CampaignHouse {
  readonly root = mkdtempSync(join(tmpdir(), 'belegbote-crash-'))
  readonly profileDir = join(this.root, 'profile')
  readonly #program: string
  #db: Database.Database | null = null

  constructor(program: string) {
    this.#program = program
  }

  async furnish(place: Place, profileIds: readonly string[]): Promise<readonly LedgerDocument[]> {
    const books = join(this.root, 'books')
    mkdirSync(books)
    writeBooks(books)
    const app = await compose({ profileDir: this.profileDir, workstationName, actor: 'command-line' })
    if (!app.ok) throw new Error(JSON.stringify(app.error))
    const imported = await app.value.ledger.import([books])
    if (!imported.ok) throw new Error(JSON.stringify(imported.error))
    const applied = await app.value.profiles.apply(profileIds.map((id) => profileOf(id, place)))
    if (!applied.ok) throw new Error(JSON.stringify(applied.error))
    await app.value.close()
    return this.#readLedger()
  }

  async #readLedger(): Promise<readonly LedgerDocument[]> {
    const ledger = openEmbeddedLedger(this.profileDir)
    if (!ledger.ok) throw new Error(ledger.error.detail)
    const found: LedgerDocument[] = []
    const selection = { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [], branch: null }
    for await (const batch of ledger.value.documents(selection)) {
      for (const one of batch) {
        const debit = one.postings.filter((posting) => posting.side === 'S')
        found.push({
          documentNo: one.documentNo,
          debitCents: debit.reduce((sum, posting) => sum + posting.amountCents, 0),
        })
      }
    }
    ledger.value.close()
    return found
  }

  /** A connection that only reads, beside the processes that live and die. */
  get db(): Database.Database {
    this.#db ??= new Database(join(this.profileDir, 'belegbote.db'), { readonly: true })
    return this.#db
  }

  /** The shipped command line, as a process of its own. */
  export(profileId: string): Running {
    const args = [
      this.#program,
      '--profile-dir',
      this.profileDir,
      '--workstation',
      workstationName,
      'export',
      profileId,
    ]
    const startedMs = performance.now()
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'], HOME: this.root, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => said.push(piece))
    child.stderr.on('data', (piece: Buffer) => said.push(piece))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exit, signal) => {
        resolve({ exit, signal, ms: performance.now() - startedMs, said: Buffer.concat(said).toString() })
      })
    })
    return { child, ended }
  }

  remove(): void {
    this.#db?.close()
    rmSync(this.root, { recursive: true, force: true })
  }
}

function profileOf(id: string, place: Place): Profile {
  return {
    id,
    name: id,
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up',
    target: {
      protocol: 'sftp',
      host: place.host,
      port: place.port,
      directory: `${place.remoteFolder}/${id}`,
      user: place.user,
      hostKeys: place.hostKeys,
      privateKeyFile: place.privateKeyFile,
      tlsCaFile: null,
    },
    selection: { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [] },
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
