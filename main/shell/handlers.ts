import type { AppInfoDto, Language, ViewDto } from '../../preload/contract/dto'
import { documentsPerPage } from '../../preload/contract/schemas'
import { fail, ok } from '../core/result'
import { accessHandlers, type Door } from './access-handlers'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import { type AppearanceDesk, appearanceHandlers } from './appearance-handlers'
import { type BackupDesk, backupHandlers } from './backup-handlers'
import { chainHandlers } from './chain-handlers'
import { csvHandlers, type SaveDesk } from './csv/handlers'
import { historyHandlers, toRunDetails } from './history-handlers'
import type { HostClient } from './host-client'
import { type InvoiceDesk, invoiceHandlers } from './invoice-handlers'
import { ledgerHandlers } from './ledger-handlers'
import { masterDataHandlers } from './master-data-handlers'
import { profileHandlers } from './profile-handlers'
import { type StartDesk, settingsHandlers } from './settings-handlers'
import { type SetupDesk, setupHandlers } from './setup-handlers'
import { toCallError, toProfile, toRun } from './to-dto'
import { type UpdateDesk, updateHandlers } from './update-handlers'
import { watchHandlers } from './watch-handlers'

/** What the handlers need of this computer's desktop. */
export interface Desktop
  extends Partial<StartDesk>,
    Partial<AppearanceDesk>,
    Partial<SetupDesk>,
    Partial<BackupDesk>,
    Partial<UpdateDesk>,
    SaveDesk,
    InvoiceDesk {
  readonly version: string
  setLanguage(language: Language): void
  copy(text: string): void
  /** What the tray or a notification asked the page to show; handed out once. */
  takeView(): ViewDto | null
  /** Null when the person chose none. */
  chooseFolder(): Promise<string | null>
  /** The same for a setting: the path itself is the answer, and is stored as the person chose it. */
  choosePath(kind: 'file' | 'folder'): Promise<string | null>
}

/** The worker, as the handlers see it. */
export type Host = Pick<HostClient, 'ask' | 'start' | 'state'>

export function createHandlers(host: Host, desktop: Desktop, door: Door): Handlers {
  return {
    ...accessHandlers(host, door),
    ...chainHandlers(host),
    ...appHandlers(host, desktop),
    ...appearanceHandlers(desktop),
    ...setupHandlers(host, desktop),
    ...updateHandlers(desktop),
    ...ledgerHandlers(host, desktop),
    ...invoiceHandlers(host, desktop),
    ...masterDataHandlers(host),
    ...runHandlers(host),
    ...otherHandlers(host),
    ...watchHandlers(host),
    ...profileHandlers(host, desktop),
    ...settingsHandlers(host, desktop),
    ...historyHandlers(host),
    ...csvHandlers(host, desktop),
    ...backupHandlers(host, desktop),
  }
}

function appHandlers(host: Host, desktop: Desktop) {
  return {
    'app.show': async () => {
      const info: AppInfoDto = { language: desktop.language(), version: desktop.version, host: host.state }
      return ok(info)
    },
    'app.setLanguage': async ({ language }) => {
      desktop.setLanguage(language)
      return ok({})
    },
    'app.copy': async ({ text }) => {
      desktop.copy(text)
      return ok({})
    },
    'app.restartHost': async () => {
      host.start()
      return ok({})
    },
    'app.takeView': async () => ok(desktop.takeView()),
  } satisfies Partial<Handlers>
}

function runHandlers(host: Host) {
  return {
    'export.runNow': async ({ profileId }) =>
      out(await host.ask('export.runNow', profileId), ({ run, warnings }) => ({
        run: toRun(run),
        warnings: [...warnings],
      })),
    'runs.list': async ({ profileId, state, limit }) => {
      const filter = { limit, ...(profileId === null ? {} : { profileId }), ...(state === null ? {} : { state }) }
      return out(await host.ask('runs.list', filter), (runs) => runs.map(toRun))
    },
    'runs.show': async ({ runId }) => out(await host.ask('runs.show', runId), toRunDetails),
    'runs.documents': async ({ runId, offset }) =>
      out(
        await host.ask('runs.documents', { runId, page: { offset, limit: documentsPerPage } }),
        ({ total, rows }) => ({
          total,
          rows: [...rows],
        }),
      ),
    'runs.resend': async ({ runId }) => out(await host.ask('runs.resend', runId), toRun),
    'runs.arrived': async (input) => out(await host.ask('runs.arrived', input), toRun),
    'runs.release': async (input) => out(await host.ask('runs.release', input), toRun),
    'runs.find': async ({ documentNo }) => out(await host.ask('runs.find', documentNo), (runs) => runs.map(toRun)),
  } satisfies Partial<Handlers>
}

function otherHandlers(host: Host) {
  return {
    'profiles.list': async () => {
      const [profiles, masterData] = await Promise.all([host.ask('profiles.list'), host.ask('ledger.masterData')])
      if (!masterData.ok) return fail(toCallError(masterData.error))
      return out(profiles, (list) => list.map((overview) => toProfile(overview, masterData.value.branches)))
    },
    'profiles.createDemo': async () => out(await host.ask('profiles.createDemo'), () => ({})),
    'workstation.show': async () => out(await host.ask('workstation.show'), (workstation) => workstation),
    'workstation.adopt': async () => out(await host.ask('workstation.adopt'), (workstation) => workstation),
  } satisfies Partial<Handlers>
}
