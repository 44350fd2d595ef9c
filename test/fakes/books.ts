import { defaultMandantSettings, type MandantSettings } from '../../main/core/formats/format'
import type { ImportFault } from '../../main/core/ledger/import'
import type { FieldChange, MasterDataStore, MasterEdit, MasterKind } from '../../main/core/ledger/master-data'
import { checkMandantSettings } from '../../main/core/profile/mandant-rules'
import { fail, ok } from '../../main/core/result'
import type { App, AppError, ChangedDocument, ChangeFact, WatchOverview } from '../../main/engine/app'
import type { AddedInvoice } from '../../main/engine/app-invoices'
import type { Office } from '../../main/engine/ledger'
import { createMasterDataUseCases } from '../../main/engine/master-data'
import { profileFaults } from '../../main/engine/profile-faults'
import { mandant } from './app-data'

const branches = [{ branch: 'F1', name: 'Filiale Mitte', mandant: 'M1', costCentre: null }]
const documentTypes = [{ documentType: 'RE', name: 'Rechnung', kind: 'rechnung' }] as const
const paymentMethods = [{ paymentMethod: 'EC', name: 'EC-Karte' }]

const oneFault = [{ file: 'belege.csv', line: 7, column: 'belegdatum', value: '2026-02-30', code: 'date', params: {} }]

/** What stands around the fake's ledger: master data with the engine's own rules, imports, the watched folder. */
export class FakeBooks {
  edits: MasterEdit[] = []
  readonly settings = new Map<string, MandantSettings>()
  /** What changed after it was sent; a decision takes it away. */
  changed: ChangedDocument[] = []
  readonly decisions: string[] = []
  /** What the next imports come to; null: all of it is new. */
  faults: readonly ImportFault[] | null = oneFault
  /** The next imports go on until they are cancelled, or this is taken back. */
  isSlow = false
  /** E-invoices that the next imports find, by what became of them. */
  invoices: readonly AddedInvoice[] = []
  /** Paths that were imported. */
  readonly imported: (readonly string[])[] = []
  watched: WatchOverview = { folder: null, lookedMs: null, trouble: null, waiting: [], refused: [], strays: [] }

  constructor(private readonly fake: { readonly documents: number; tell(fact: ChangeFact): void }) {}

  masterData(): App['masterData'] {
    const known = <T>(rows: readonly T[]) => (this.fake.documents === 0 ? [] : rows)
    const imported = {
      mandants: async () => known([mandant]),
      branches: async () => known(branches),
      documentTypes: async () => known(documentTypes),
      paymentMethods: async () => known(paymentMethods),
    }
    const announce = (fact: ChangeFact) => this.fake.tell(fact)
    // safe: these use cases ask no other port
    const office = { ports: { imported, masterData: this.#store(), actor: 'test' }, announce } as unknown as Office
    return createMasterDataUseCases(office)
  }

  #store(): MasterDataStore {
    const without = (kind: MasterKind, id: string, changes: Readonly<Record<string, FieldChange>>) =>
      this.edits.filter((one) => one.kind !== kind || one.id !== id || !(one.field in changes))
    return {
      edits: () => this.edits,
      edit: (kind, id, changes) => {
        const own = Object.entries(changes).map(([field, { to }]) => ({ kind, id, field, value: to }))
        this.edits = [...without(kind, id, changes), ...own]
      },
      reset: (kind, id, changes) => {
        this.edits = without(kind, id, changes)
      },
    }
  }

  mandants(): App['mandants'] {
    return {
      show: async (id) => ok(this.settings.get(id) ?? defaultMandantSettings),
      set: async (id, settings) => {
        const faults = checkMandantSettings(settings)
        if (faults.length > 0) return fail(profileFaults(faults))
        this.settings.set(id, settings)
        return ok()
      },
    }
  }

  import: App['ledger']['import'] = async (paths, onProgress, isCancelled = () => false) => {
    this.imported.push(paths)
    onProgress?.({ phase: 'read', done: 1, total: 2 })
    while (this.isSlow && !isCancelled()) await new Promise((resolve) => setTimeout(resolve, 1))
    if (isCancelled()) return fail<AppError>({ class: 'failed', code: 'import-cancelled', params: { imported: 0 } })
    this.fake.tell({ fact: 'ledger.changed' })
    const { faults } = this
    if (faults) {
      const details = { faults, total: faults.length, imported: [] }
      return fail<AppError>({ class: 'invalid', code: 'import-faults', params: { count: faults.length }, details })
    }
    const { invoices } = this
    if (invoices.length > 0) return ok({ kinds: {}, warnings: [], invoices })
    const kinds = { belege: { read: 4, created: 3, changed: 1, unchanged: 0 } }
    const warning = {
      file: 'belege.csv',
      line: null,
      column: 'farbe',
      value: null,
      code: 'import-column-unknown',
      params: {},
    }
    return ok({ kinds, warnings: [warning] })
  }

  decide: App['ledger']['decideChanged'] = async (choice, { profileId, sourceId }) => {
    this.decisions.push(`${choice} ${sourceId}`)
    this.changed = this.changed.filter((one) => one.sourceId !== sourceId)
    this.fake.tell({ fact: 'profiles.changed', profileId })
    return ok()
  }

  watch(): App['watch'] {
    return {
      show: async () => this.watched,
      set: async (folder) => {
        this.watched = { ...this.watched, folder }
        return ok(this.watched)
      },
      look: async () => this.watched,
    }
  }
}
