import type { ImportSummaryDto } from '../../preload/contract/dto'
import { createTexts, isTextKey, type Language, type Texts } from '../../resources/locales/texts'
import { fail, ok } from '../core/result'
import type { ImportFault, LedgerImportSummary, WatchOverview } from '../engine/app'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import { checkDropped } from './dropped'
import type { Host } from './handlers'
import { toAdded } from './invoice-handlers'
import type { LastImport } from './ledger-operations'
import { toCallError, toLedgerStatus, toTrouble } from './to-dto'

/** What the ledger's screen needs of the desktop. */
export interface LedgerDesk {
  language(): Language
  copy(text: string): void
  /** Null when the person chose none. */
  chooseFolder(): Promise<string | null>
  choosePath(kind: 'file' | 'folder'): Promise<string | null>
}

/** Buchhaltung: what the ledger holds, what fills it, what changed in it after it was sent. */
export function ledgerHandlers(host: Host, desktop: LedgerDesk) {
  const take = async (paths: readonly string[]) => out(await host.ask('ledger.import', paths), toSummary)
  return {
    'ledger.status': async () => {
      const [status, masterData] = await Promise.all([host.ask('ledger.status'), host.ask('ledger.masterData')])
      if (!masterData.ok) return fail(toCallError(masterData.error))
      return out(status, (value) => toLedgerStatus(value, masterData.value))
    },
    'ledger.createDemo': async () => out(await host.ask('ledger.createDemo'), toSummary),
    'ledger.importFolder': async () => {
      const folder = await desktop.chooseFolder()
      return folder === null ? ok(null) : take([folder])
    },
    'ledger.importFile': async () => {
      const file = await desktop.choosePath('file')
      return file === null ? ok(null) : take([file])
    },
    'ledger.importDropped': async ({ paths }) => {
      const dropped = await checkDropped(paths)
      return dropped.ok ? take(dropped.value) : fail(toCallError(dropped.error))
    },
    'ledger.cancelImport': async () => out(await host.ask('ledger.cancelImport'), () => ({})),
    'ledger.importUnderWay': async () => out(await host.ask('ledger.importUnderWay'), (now) => now && { ...now }),
    'ledger.lastImport': async () => out(await host.ask('ledger.lastImport'), (last) => last && toLastImport(last)),
    'ledger.copyFaults': async () => {
      const last = await host.ask('ledger.lastImport')
      if (last.ok && last.value) desktop.copy(faultsAsText(last.value, createTexts(desktop.language())))
      return out(last, () => ({}))
    },
    'ledger.changed': async () => out(await host.ask('ledger.changed'), (list) => list.map((one) => ({ ...one }))),
    'ledger.decide': async ({ choice, ...changed }) =>
      out(await host.ask('ledger.decide', { choice, changed }), () => ({})),
    'watch.show': async () => out(await host.ask('watch.show'), toWatched),
    'watch.choose': async () => {
      const folder = await desktop.choosePath('folder')
      return folder === null ? ok(null) : out(await host.ask('watch.set', folder), toWatched)
    },
    'watch.stop': async () => out(await host.ask('watch.set', null), toWatched),
  } satisfies Partial<Handlers>
}

function toSummary({ kinds, warnings, invoices = [] }: LedgerImportSummary): ImportSummaryDto {
  return { kinds: { ...kinds }, warnings: warnings.map(toFault), invoices: invoices.map(toAdded) }
}

const toFault = (fault: ImportFault) => ({ ...fault, params: { ...fault.params } })

function toLastImport({ atMs, summary, faults, faultsTotal }: LastImport) {
  return { atMs, summary: summary && toSummary(summary), faults: faults.map(toFault), faultsTotal }
}

function toWatched({ folder, lookedMs, trouble, waiting, refused, strays }: WatchOverview) {
  return {
    ...{ folder, lookedMs },
    trouble: trouble && toTrouble(trouble),
    ...{ waiting: [...waiting], refused: [...refused], strays: [...strays] },
  }
}

/** A line per fault, as whoever mends the source reads it: `belege.csv, Zeile 7, belegdatum „2026-02-30“: …`. */
function faultsAsText({ faults, faultsTotal }: LastImport, t: Texts): string {
  const head = t('ui.faults.text.head', { total: faultsTotal, shown: faults.length })
  return [head, ...faults.map((fault) => faultLine(fault, t))].join('\n')
}

function faultLine(fault: ImportFault, t: Texts): string {
  const place = [
    fault.file,
    ...(fault.line === null ? [] : [`${t('ui.faults.line')} ${fault.line}`]),
    ...(fault.column === null ? [] : [`${t('ui.faults.column')} ${fault.column}`]),
    ...(fault.value === null ? [] : [`${t('ui.faults.value')} ${fault.value}`]),
  ]
  return `${place.join(', ')}: ${faultWords(fault, t)}`
}

/** What is wrong, as a sentence. */
export function faultWords({ code, value, params }: ImportFault, t: Texts): string {
  const key = `fault.${code}`
  return t(isTextKey(key) ? key : 'error.internal', { value: value ?? '', ...params })
}
