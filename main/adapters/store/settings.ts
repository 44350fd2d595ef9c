import { defaultMandantSettings, type MandantSettings, type TaxKeyRule } from '../../core/formats/format'
import { defaultMaintenanceWindow } from '../../core/schedule/interval'
import type { ChainSettings, ChainStore, Journal, MandantSettingsStore } from '../../core/store-ports'
import type { ReadDb, WriteDb } from './sql'

interface ChainRow {
  readonly maintenance_from: string | null
  readonly maintenance_to: string | null
  readonly admins_may_reveal_passwords: 0 | 1
}

const defaultChain: ChainSettings = {
  maintenanceWindow: defaultMaintenanceWindow,
  adminsMayRevealPasswords: false,
}

/** The one row of `chain`; without it the defaults hold. */
export function createChain(db: WriteDb, journal: Journal): ChainStore {
  return {
    show: () => readChain(db),
    set: (settings, actor) =>
      db.transaction(() => {
        const before = readChain(db)
        db.run(
          `INSERT INTO chain (id, maintenance_from, maintenance_to, admins_may_reveal_passwords) VALUES (1, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET maintenance_from = excluded.maintenance_from,
             maintenance_to = excluded.maintenance_to, admins_may_reveal_passwords = excluded.admins_may_reveal_passwords`,
          settings.maintenanceWindow?.from ?? null,
          settings.maintenanceWindow?.to ?? null,
          settings.adminsMayRevealPasswords ? 1 : 0,
        )
        journal.append({
          event: 'chain.changed',
          profileId: null,
          runId: null,
          actor,
          data: { from: before, to: settings },
        })
      }),
  }
}

function readChain(db: ReadDb): ChainSettings {
  const row = db.get<ChainRow>('SELECT maintenance_from, maintenance_to, admins_may_reveal_passwords FROM chain')
  if (!row) return defaultChain
  const { maintenance_from: from, maintenance_to: to } = row
  return {
    maintenanceWindow: from !== null && to !== null ? { from, to } : null,
    adminsMayRevealPasswords: row.admins_may_reveal_passwords === 1,
  }
}

interface MandantRow {
  readonly locked: 0 | 1
  readonly without_input_tax: 0 | 1
  readonly tax_keys: string
}

/** Rows of earlier versions are all DATEV's, and by the rate alone. */
function toTaxKeys(json: string): readonly TaxKeyRule[] {
  const rows: readonly Omit<TaxKeyRule, 'format' | 'sourceKey'>[] = JSON.parse(json)
  return rows.map((row) => ({ format: null, sourceKey: null, ...row }))
}

/** The table `mandant_setting`: what a person sets per Mandant for the hand-over. */
export function createMandantSettings(db: WriteDb, journal: Journal): MandantSettingsStore {
  const show = (mandant: string): MandantSettings => {
    const row = db.get<MandantRow>(
      'SELECT locked, without_input_tax, tax_keys FROM mandant_setting WHERE mandant = ?',
      mandant,
    )
    if (!row) return defaultMandantSettings
    return { locked: row.locked, withoutInputTax: row.without_input_tax === 1, taxKeys: toTaxKeys(row.tax_keys) }
  }
  return {
    show,
    set: (mandant, settings, actor) =>
      db.transaction(() => {
        const before = show(mandant)
        db.run(
          `INSERT INTO mandant_setting (mandant, locked, without_input_tax, tax_keys) VALUES (?, ?, ?, ?)
           ON CONFLICT (mandant) DO UPDATE SET locked = excluded.locked, without_input_tax = excluded.without_input_tax,
             tax_keys = excluded.tax_keys`,
          mandant,
          settings.locked,
          settings.withoutInputTax ? 1 : 0,
          JSON.stringify(settings.taxKeys),
        )
        const data = { mandant, from: before, to: settings }
        journal.append({ event: 'mandant.changed', profileId: null, runId: null, actor, data })
      }),
  }
}
