import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect } from 'vitest'
import { expectSoundFiles } from '../fakes/prepared'
import { type Exchange, writeExchange } from '../fixtures/exchange'

/** The built program, or another build of it. */
const program = process.env['BELEGBOTE_TEST_CLI'] ?? join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

export interface Answer {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into JSON and say by their expectations what it must be
  readonly json: any
}

/** One installation: a profile folder, a vault key, files beside it. Runs the built program as a process of its own. */
export class Installation {
  readonly root = mkdtempSync(join(tmpdir(), 'belegbote-cli-'))
  readonly profileDir = join(this.root, 'profile')
  readonly vaultKeyFile = join(this.root, 'vault.key')
  #made = 0

  constructor() {
    writeFileSync(this.vaultKeyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
  }

  [Symbol.dispose](): void {
    try {
      expectSoundFiles(this.profileDir)
    } finally {
      rmSync(this.root, { recursive: true, force: true })
    }
  }

  /** The program as a process of its own, for commands that do not end by themselves. */
  start(
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>> = {},
  ): ChildProcessWithoutNullStreams {
    // No session bus: whatever keychain this machine has stays out of it.
    return spawn(process.execPath, [program, '--profile-dir', this.profileDir, ...args], {
      env: {
        PATH: process.env['PATH'],
        HOME: this.root,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_NO_WARNINGS: '1',
        BELEGBOTE_VAULT_KEY_FILE: this.vaultKeyFile,
        ...env,
      },
    })
  }

  /** With `--json`: exactly one JSON value must stand on stdout. */
  json(...args: readonly string[]): Promise<Answer> {
    return this.run([...args, '--json'])
  }

  async run(
    args: readonly string[],
    { stdin = '', env = {} }: { stdin?: string; env?: Readonly<Record<string, string | undefined>> } = {},
  ): Promise<Answer> {
    const child = this.start(args, env)
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    child.stderr.on('data', (piece: Buffer) => err.push(piece))
    child.stdin.on('error', () => undefined) // a command that does not read it may end first
    child.stdin.end(stdin)
    const exit = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    const stdout = Buffer.concat(out).toString()
    const answer = { exit, stdout, stderr: Buffer.concat(err).toString() }
    expect(answer.stdout + answer.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m) // never a stack trace
    return { ...answer, json: args.includes('--json') ? JSON.parse(stdout) : null }
  }

  /** A path that nothing has yet. */
  fresh(): string {
    return join(this.root, `fresh-${this.#made++}`)
  }

  file(content: unknown): string {
    const path = `${this.fresh()}.json`
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  async importBooks(books: Exchange): Promise<void> {
    const { exit, stderr } = await this.run(['ledger', 'import', writeExchange(this.fresh(), books)])
    expect([exit, stderr]).toEqual([0, ''])
  }

  async apply(...profiles: readonly unknown[]): Promise<void> {
    const { exit, stderr } = await this.run(['profile', 'apply', ...profiles.map((profile) => this.file(profile))])
    expect([exit, stderr]).toEqual([0, ''])
  }

  /** Names of files in the profile folder that hold one of these texts, in UTF-8 or UTF-16, as it is or in base64. */
  filesHolding(...secrets: readonly string[]): readonly string[] {
    const forms = secrets.flatMap((secret) => [
      Buffer.from(secret),
      Buffer.from(secret, 'utf16le'),
      Buffer.from(Buffer.from(secret).toString('base64')),
    ])
    return filesIn(this.profileDir).filter((name) => {
      const bytes = readFileSync(join(this.profileDir, name))
      return forms.some((form) => bytes.includes(form))
    })
  }
}

export function filesIn(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
}

export const sha256Of = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** One Mandant, two documents in two months, a debtor, an incoming invoice. */
export const books: Exchange = {
  mandanten: [
    {
      mandant: 'M1',
      name: 'Optik Süd GmbH',
      beraternummer: '1001',
      mandantennummer: '11',
      kontenrahmen: 'SKR03',
      sachkontenlaenge: '4',
    },
  ],
  filialen: [{ filiale: 'F1', name: 'Mitte', mandant: 'M1' }],
  belegarten: [
    { belegart: 'RE', name: 'Rechnung', art: 'rechnung' },
    { belegart: 'GU', name: 'Gutschrift', art: 'gutschrift' },
  ],
  debitoren: [{ mandant: 'M1', konto: '10001', nachname: 'Müller', ort: 'Köln' }],
  kreditoren: [{ mandant: 'M1', konto: '70001', firma: 'Glas & Söhne KG' }],
  belege: [
    {
      mandant: 'M1',
      beleg: 'b1',
      belegnummer: '4711',
      belegart: 'RE',
      belegdatum: '2026-03-02',
      filiale: 'F1',
      personenkonto: '10001',
    },
    { mandant: 'M1', beleg: 'b2', belegnummer: '4712', belegart: 'GU', belegdatum: '2026-04-15', filiale: '' },
  ],
  buchungen: [
    posting('b1', '1', '119,00', 'S', '8400', '19'),
    posting('b1', '2', '10,70', 'S', '8300', '7'),
    posting('b2', '1', '59.5', 'H', '8400', '19'),
  ],
  eingangsrechnungen: [
    { mandant: 'M1', kreditor: '70001', rechnungsnummer: 'L-1', rechnungsdatum: '2026-03-05', brutto: '238,00' },
  ],
  eingangsrechnung_positionen: [
    {
      mandant: 'M1',
      kreditor: '70001',
      rechnungsnummer: 'L-1',
      position: '1',
      konto: '3400',
      betrag: '238,00',
      steuersatz: '19',
    },
  ],
}

function posting(
  beleg: string,
  position: string,
  betrag: string,
  soll_haben: string,
  gegenkonto: string,
  rate: string,
) {
  return { mandant: 'M1', beleg, position, betrag, soll_haben, konto: '10001', gegenkonto, steuersatz: rate }
}

export function folderProfile(directory: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 'ordner',
    name: 'In den Ordner',
    target: { protocol: 'folder', directory },
    selection: { mandants: ['M1'], documentTypes: ['RE', 'GU'] },
    exportDebtors: true,
    format: 'datev-csv',
    incomingInvoices: { enabled: true, format: 'datev-csv' },
    schedule: { interval: 'daily', time: '18:30' },
    ...changes,
  }
}
