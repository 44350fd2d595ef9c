import { checkMandantSettings } from '../core/profile/mandant-rules'
import { faultAt } from '../core/profile/profile-fault'
import { checkChain, checkProfile } from '../core/profile/rules'
import { fail, ok } from '../core/result'
import { createAccessUseCases } from './access'
import { Alerts } from './alerts'
import type { App, ChainUseCases, ChangeFact, MandantUseCases, RunUseCases, WorkstationUseCases } from './app'
import { invalid } from './app-error'
import { BackupDesk } from './backups'
import { Desk } from './desk'
import { dryRun } from './dry-run'
import { createHistoryUseCases } from './history'
import { Invoices } from './invoices'
import { createLedgerUseCases, type Office } from './ledger'
import { createMasterDataUseCases } from './master-data'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'
import { createProfileUseCases } from './profiles'
import { exportNow } from './run-now'
import { Scheduler } from './scheduler'
import { createSmtpUseCases } from './smtp'
import { arrived, release, resend, showRun } from './verbs'
import { WaitingCounts } from './waiting'
import { Watch } from './watch'

/** All use cases over the given ports. The command line and the window both get this value, and add nothing but words. */
export function createApp(ports: Ports): App {
  const listeners = new Set<(fact: ChangeFact) => void>()
  const waiting = new WaitingCounts(ports)
  const announce = (fact: ChangeFact) => {
    for (const listener of listeners) listener(fact)
    if (fact.fact === 'profiles.changed') alerts.look(fact.profileId)
    if (fact.fact === 'workstation.changed') alerts.look(null)
  }
  const office: Office = { ports, waiting, announce }
  const desk = new Desk(ports, announce)
  const schedule = new Scheduler(desk)
  const alerts = new Alerts(office, desk)
  desk.onCarried = (runId) => alerts.carried(runId)
  const backups = new BackupDesk(desk)
  desk.halt = () => backups.halt()
  desk.onBug = (bug) => backups.noticed(bug)
  const invoices = new Invoices(office)
  const watch = new Watch(office, {
    disk: ports.watchFolder,
    store: ports.watched,
    words: ports.words('de'),
    inbox: invoices,
  })
  alerts.addTroubles(() => [...watch.troubles(), ...invoices.troubles(), ...backups.troubles(), ...desk.troubles()])
  schedule.onTicked = () => {
    alerts.ticked()
    watch.ticked()
    backups.ticked()
  }
  return {
    ledger: createLedgerUseCases(office, invoices),
    invoices,
    masterData: createMasterDataUseCases(office),
    watch,
    profiles: createProfileUseCases(office),
    runs: createRunUseCases(desk, schedule),
    workstation: createWorkstationUseCases(office),
    chain: createChainUseCases(office),
    mandants: createMandantUseCases(ports),
    access: createAccessUseCases(ports),
    schedule,
    smtp: alerts.watching(createSmtpUseCases(office)),
    alerts,
    backups,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      await schedule.stop()
      await alerts.stop()
      await watch.stop()
      await invoices.stop()
      await backups.settled()
      ports.close()
    },
  }
}

const silent = () => undefined

function createRunUseCases(desk: Desk, schedule: Scheduler): RunUseCases {
  const { ports } = desk
  return {
    export: (profileId, onProgress) => exportNow(desk, profileId, onProgress ?? silent),
    dryRun: (profileId, outDir) => dryRun(profileId, outDir, ports),
    list: async (filter) => ok(ports.runs.list(filter)),
    ...createHistoryUseCases(ports),
    show: (runId) => showRun(runId, ports),
    resend: (runId, onProgress) => resend(desk, runId, onProgress ?? silent),
    release: (runId, reason) => release(desk, runId, reason),
    arrived: (runId, reason) => arrived(desk, runId, reason),
    find: async (documentNo) => ports.runs.findByDocumentNo(documentNo.trim()),
    resumeOpen: () => schedule.resumeOpen(),
  }
}

function createWorkstationUseCases({ ports, announce }: Office): WorkstationUseCases {
  return {
    show: () => ports.workstation.show(),
    adopt: async () => {
      const adopted = ports.workstation.adopt(ports.actor)
      announce({ fact: 'workstation.changed' })
      return ok(adopted)
    },
    setBranch: async (branch) => {
      const known = await ports.ledger.branches()
      if (branch !== null && known.length > 0 && !known.some((one) => one.branch === branch)) {
        return fail(invalid('branch-unknown', { branch }))
      }
      const changed = ports.workstation.setBranch(branch, ports.actor)
      announce({ fact: 'workstation.changed' })
      return ok(changed)
    },
  }
}

function createChainUseCases({ ports, announce }: Office): ChainUseCases {
  return {
    show: () => ports.chain.show(),
    set: async (settings) => {
      const faults = checkChain(settings)
      if (faults.length > 0) return fail(profileFaults(faults))
      // A profile whose time is closed now would never run again, and nobody would hear of it.
      const closed = ports.profiles
        .list()
        .map(({ profile }) => profile)
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .flatMap((profile) =>
          checkProfile(profile, ports.formats, settings)
            .filter(({ path }) => path === 'schedule.time')
            .map(({ value }) => faultAt('maintenanceWindow', value, 'chain-window-closes', { profile: profile.name })),
        )
      if (closed.length > 0) return fail(profileFaults(closed))
      ports.chain.set(settings, ports.actor)
      for (const { profile } of ports.profiles.list()) announce({ fact: 'profiles.changed', profileId: profile.id })
      return ok(settings)
    },
  }
}

function createMandantUseCases(ports: Ports): MandantUseCases {
  const { ledger, mandants } = ports
  const isKnown = async (mandant: string) => (await ledger.mandants()).some((one) => one.mandant === mandant)
  return {
    show: async (mandant) =>
      (await isKnown(mandant)) ? ok(mandants.show(mandant)) : fail(invalid('mandant-unknown', { mandant })),
    set: async (mandant, settings) => {
      if (!(await isKnown(mandant))) return fail(invalid('mandant-unknown', { mandant }))
      const faults = checkMandantSettings(settings)
      if (faults.length > 0) return fail(profileFaults(faults))
      mandants.set(mandant, settings, ports.actor)
      return ok()
    },
  }
}
