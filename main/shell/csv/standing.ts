import type { Texts } from '../../../resources/locales/texts'
import { cents } from '../../core/money/cents'
import type { ProfileOverview } from '../../engine/app'
import { placeOf } from '../to-dto'
import { csvMoment } from './form'
import { onePage, type SaveList } from './list'

/** Profiles in the order in which the page shows them; one that was removed meanwhile is left out. */
export const saveProfiles: SaveList<'profiles'> = async (app, { profileIds }, t, write) => {
  const [profiles, { branches }] = await Promise.all([app.profiles.list(), app.ledger.masterData()])
  const byId = new Map(profiles.map((overview) => [overview.profile.id, overview]))
  const branchNames = new Map(branches.map(({ branch, name }) => [branch, name]))
  const rows = profileIds.map((id) => byId.get(id)).filter((overview) => overview !== undefined)
  return write({
    columns: [
      { title: t('csv.profile.id'), of: ({ profile }) => profile.id },
      { title: t('csv.profile.name'), of: ({ profile }) => profile.name },
      { title: t('csv.branch'), of: ({ profile: { branch } }) => branch && (branchNames.get(branch) ?? branch) },
      { title: t('csv.profile.workstation'), of: ({ profile }) => profile.workstation },
      { title: t('csv.profile.protocol'), of: ({ profile }) => t(`ui.protocol.${profile.target.protocol}`) },
      { title: t('csv.profile.place'), of: ({ profile }) => placeOf(profile.target) },
      { title: t('csv.profile.enabled'), of: ({ profile }) => t(profile.enabled ? 'cli.yes' : 'cli.no') },
      { title: t('csv.profile.nextRun'), of: nextRunOf },
      { title: t('csv.profile.lastRun'), of: ({ lastRun }) => lastRun && csvMoment(lastRun.startedMs) },
      { title: t('csv.profile.lastResult'), of: (overview) => lastResultOf(overview, t) },
      { title: t('csv.profile.waiting'), of: ({ waitingDocuments }) => waitingDocuments },
    ],
    pages: onePage(rows),
  })
}

const nextRunOf = ({ profile, nextRun }: ProfileOverview) =>
  profile.enabled && nextRun !== null ? csvMoment(Date.parse(nextRun)) : null

const lastResultOf = ({ lastRun }: ProfileOverview, t: Texts) => lastRun && t(`state.${lastRun.state}`)

/** What the ledger holds, a row per Mandant. */
export const saveLedgerStatus: SaveList<'ledger-status'> = async (app, _order, t, write) => {
  const [status, masterData] = await Promise.all([app.ledger.status(), app.ledger.masterData()])
  const currencies = new Map(masterData.mandants.map(({ mandant, currency }) => [mandant, currency]))
  return write({
    columns: [
      { title: t('ui.mandant'), of: (row) => row.mandant },
      { title: t('csv.mandant.name'), of: (row) => row.name },
      { title: t('csv.mandant.active'), of: (row) => t(row.bookkeepingActive ? 'cli.yes' : 'cli.no') },
      { title: t('csv.run.documents'), of: (row) => row.documents },
      { title: t('csv.mandant.postings'), of: (row) => row.postings },
      { title: t('csv.currency'), of: (row) => currencies.get(row.mandant) ?? 'EUR' },
      { title: t('csv.debit'), of: (row) => ({ cents: cents(row.debitCents) }) },
      { title: t('csv.credit'), of: (row) => ({ cents: cents(row.creditCents) }) },
    ],
    pages: onePage(status.mandants),
  })
}
