import { isAbsolute } from 'node:path'
import type { ImportFailure, ImportSummary, LedgerImport } from '../core/ledger/import'
import {
  isComplete,
  type SeenEntries,
  seenNow,
  type WatchedEntry,
  type WatchFolder,
  type WatchFolderStore,
  type WatchLook,
  type WatchTrouble,
} from '../core/ledger/watch-folder'
import type { Words } from '../core/mail/words'
import { fail, ok, type Result } from '../core/result'
import type { AppError, StatusTrouble } from './app'
import { failed, invalid } from './app-error'
import type { AddedInvoice } from './app-invoices'
import type { WatchOverview, WatchUseCases } from './app-watch'
import type { Inbox, Office } from './ledger'
import { faultList, invoiceList } from './watch-list'

/** Books come in one at a time, whatever process looks; no profile's id has a dot. */
const lockName = 'watch.folder'
const actor = 'watched-folder'

/** What this part needs beside the ports that all share. */
export interface WatchPorts {
  readonly disk: WatchFolder
  readonly store: WatchFolderStore
  readonly words: Words
  /** Where e-invoices go. */
  readonly inbox: Inbox
}

const nothing: WatchLook = { entries: [], strays: [], refused: [] }

/** Looks into the watched folder and imports what is complete. Nothing is lost by a kill: importing twice changes nothing. */
export class Watch implements WatchUseCases {
  readonly #office: Office
  readonly #watch: WatchPorts
  #seen: SeenEntries = new Map()
  /** Imported, but the move failed: not imported again while it stays as it is. */
  readonly #done = new Map<string, string>()
  #last: { readonly look: WatchLook; readonly atMs: number | null } = { look: nothing, atMs: null }
  #trouble: WatchOverview['trouble'] = null
  #looking: Promise<unknown> = Promise.resolve()
  #stopping = false

  constructor(office: Office, watch: WatchPorts) {
    this.#office = office
    this.#watch = watch
  }

  async show(): Promise<WatchOverview> {
    const folder = this.#watch.store.folder()
    const found = folder === null ? null : await this.#watch.disk.look(folder)
    if (found) this.#note(found, this.#last.atMs)
    return this.#shown()
  }

  /** For the status at a glance, as of the last look. */
  troubles(): readonly StatusTrouble[] {
    const nobody = { profileId: null, profileName: null, runId: null, sinceMs: null, nextAttemptMs: null }
    const base = { ...nobody, subject: 'ledger' as const, needsPerson: true }
    const [name, ...more] = this.#last.look.refused
    return [
      ...(this.#trouble ? [{ ...base, ...this.#trouble }] : []),
      ...(name === undefined ? [] : [{ ...base, code: 'watch-refused', params: { name, count: more.length + 1 } }]),
    ]
  }

  #shown(): WatchOverview {
    const { look, atMs } = this.#last
    return {
      folder: this.#watch.store.folder(),
      lookedMs: atMs,
      trouble: this.#trouble,
      waiting: look.entries.map(({ name }) => name),
      refused: look.refused,
      strays: look.strays,
    }
  }

  async set(folder: string | null): Promise<Result<WatchOverview, AppError>> {
    const { ports, announce } = this.#office
    if (folder !== null && !isAbsolute(folder)) return fail(invalid('watch-not-absolute', { path: folder }))
    const checked = folder === null ? ok() : await this.#watch.disk.check(folder)
    if (!checked.ok)
      return fail(failed(checked.error.code, { path: checked.error.path }, { detail: checked.error.detail }))
    if (folder !== this.#watch.store.folder()) {
      this.#watch.store.set(folder, ports.actor)
      this.#forget()
      announce({ fact: 'ledger.changed' })
    }
    return ok(await this.show())
  }

  /** One look after another. */
  async look(): Promise<WatchOverview> {
    const look = this.#looking.then(() => this.#look())
    this.#looking = look.catch(() => undefined) // told to whoever asked for it
    await look
    return this.#shown()
  }

  /** From the clock: nobody waits for it. */
  ticked(): void {
    void this.look().catch((bug: unknown) => {
      const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
      this.#office.ports.log.error('watch.bug', { detail: message, stack: stack ?? null })
    })
  }

  /** The import that is under way ends; no other begins. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#looking
  }

  #forget(): void {
    this.#seen = new Map()
    this.#done.clear()
    this.#last = { look: nothing, atMs: null }
    this.#trouble = null
  }

  async #look(): Promise<void> {
    const { ports } = this.#office
    const folder = this.#watch.store.folder()
    if (this.#stopping || folder === null || !ports.workstation.show().adopted) return
    const lock = ports.locks.acquire(lockName)
    if (!lock) return
    const before = JSON.stringify(this.troubles())
    try {
      await this.#import(folder)
    } finally {
      lock.release()
    }
    if (before !== JSON.stringify(this.troubles())) this.#office.announce({ fact: 'status.changed' })
  }

  async #import(folder: string): Promise<void> {
    const nowMs = this.#office.ports.clock.now()
    const found = await this.#watch.disk.look(folder)
    this.#trouble = null
    this.#note(found, nowMs)
    if (!found.ok) return
    this.#seen = seenNow(found.value.entries, this.#seen, nowMs)
    const complete = found.value.entries.filter((entry) => isComplete(entry, this.#seen, nowMs))
    for (const entry of complete) if (!this.#stopping) await this.#importOne(folder, entry)
    if (complete.length === 0) return
    const left = await this.#watch.disk.look(folder)
    if (left.ok) this.#last = { look: left.value, atMs: nowMs }
  }

  #note(found: Result<WatchLook, WatchTrouble>, atMs: number | null): void {
    this.#last = { look: found.ok ? found.value : nothing, atMs }
    if (!found.ok) this.#trouble = { code: found.error.code, params: { path: found.error.path } }
  }

  async #importOne(folder: string, entry: WatchedEntry): Promise<void> {
    const { announce } = this.#office
    const isDone = this.#done.get(entry.name) === entry.fingerprint
    const invoices: AddedInvoice[] = []
    const imported = isDone ? null : await this.#takeIn(entry, invoices)
    // Written on while it was read: the next look takes it as it is then, and what was read is only older.
    const isSame = (await this.#watch.disk.fingerprint(entry)) === entry.fingerprint
    if (imported?.ok && entry.kind === 'books') this.#noteImported(entry, imported.value)
    if (imported && entry.kind === 'books') announce({ fact: 'ledger.changed' })
    if (!isSame) return
    const list = imported && !imported.ok ? this.#listOf(entry, imported.error) : this.#invoiceListOf(entry, invoices)
    // Books are taken also when an e-invoice among them is none: the list lies beside them all the same.
    const isRefused = imported?.ok === false || (entry.kind === 'invoice' && list !== null)
    const moved = await this.#watch.disk.setAside(folder, entry, isRefused ? 'refused' : 'imported', list)
    if (moved === false) {
      this.#trouble = { code: 'watch-move-failed', params: { name: entry.name, path: folder } }
      if (imported?.ok) this.#done.set(entry.name, entry.fingerprint)
      return
    }
    this.#done.delete(entry.name)
    if (imported && !imported.ok) this.#noteRefused(moved, imported.error)
    else if (isRefused) this.#noteRefused(moved, { faults: [], total: 1 }, invoices[0]?.reasons[0]?.code)
  }

  #takeIn({ path }: WatchedEntry, invoices: AddedInvoice[]): ReturnType<LedgerImport['importExchange']> {
    const { ledger } = this.#office.ports
    return ledger.importExchange([path], undefined, undefined, async (file) => {
      invoices.push(await this.#watch.inbox.take(file, actor))
    })
  }

  #invoiceListOf({ name, kind }: WatchedEntry, invoices: readonly AddedInvoice[]): string | null {
    const refused = invoices.filter(({ outcome }) => outcome === 'refused')
    const { clock, timeZone } = this.#office.ports
    const around = { nowMs: clock.now(), timeZone, words: this.#watch.words }
    return refused.length === 0 ? null : invoiceList(name, kind, refused, around)
  }

  #noteImported({ name }: WatchedEntry, { kinds, warnings }: ImportSummary): void {
    const data = { from: name, kinds, warnings: warnings.length }
    this.#office.ports.journal.append({ event: 'ledger.imported', profileId: null, runId: null, actor, data })
  }

  #noteRefused(name: string, { faults, total }: Pick<ImportFailure, 'faults' | 'total'>, first?: string): void {
    const data = { from: name, faults: total, first: faults[0]?.code ?? first ?? null }
    this.#office.ports.journal.append({ event: 'ledger.refused', profileId: null, runId: null, actor, data })
  }

  #listOf(entry: WatchedEntry, failure: ImportFailure): string {
    const { clock, timeZone } = this.#office.ports
    return faultList(entry.name, failure, { nowMs: clock.now(), timeZone, words: this.#watch.words })
  }
}
