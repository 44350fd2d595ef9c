import { isTextKey, type Texts } from '../../../resources/locales/texts'
import type { ListColumn } from '../../core/csv-list/to-csv'
import { addCents, type Cents, zeroCents } from '../../core/money/cents'
import { ok } from '../../core/result'
import type { Run, RunDocument } from '../../core/run/run'
import type { App } from '../../engine/app'
import { toHistoryFilter } from '../run-filter'
import { csvDay, csvMoment } from './form'
import type { OrderOf, Page, SaveList } from './list'

/** As many rows as the engine gives at once. */
const pageSize = 500

/** What a filter of the history finds, newest first. */
export const saveRuns: SaveList<'runs'> = async (app, { filter }, t, write) => {
  const profiles = await app.profiles.list()
  const names = new Map(profiles.map(({ profile }) => [profile.id, profile.name]))
  return write({ columns: runColumns(t, names), pages: runPages(app, filter) })
}

async function* runPages(app: App, filter: OrderOf<'runs'>['filter']): AsyncGenerator<Page<Run>> {
  const asked = toHistoryFilter(filter)
  for (let before: number | null = null; ; ) {
    const page = await app.runs.search(asked, { before, limit: pageSize })
    if (!page.ok) return yield page
    const { runs } = page.value
    yield ok(runs)
    before = runs.at(-1)?.no ?? null
    if (before === null || runs.length < pageSize) return
  }
}

function runColumns(t: Texts, names: ReadonlyMap<string, string>): readonly ListColumn<Run>[] {
  return [
    { title: t('csv.run.no'), of: (run) => run.no },
    { title: t('csv.run.id'), of: (run) => run.id },
    { title: t('csv.run.profile'), of: (run) => names.get(run.profileId) ?? run.profileId },
    { title: t('csv.run.started'), of: (run) => csvMoment(run.startedMs) },
    { title: t('csv.run.finished'), of: (run) => (run.finishedMs === null ? null : csvMoment(run.finishedMs)) },
    { title: t('csv.run.origin'), of: (run) => t(`ui.run.origin.${run.origin}`) },
    { title: t('csv.run.result'), of: (run) => resultWord(run, t) },
    { title: t('csv.run.reason'), of: (run) => reasonWords(run, t) },
    { title: t('csv.run.documents'), of: (run) => run.documents },
    { title: t('csv.run.files'), of: (run) => run.files.length },
    { title: t('csv.currency'), of: (run) => currenciesOf(run).join(', ') },
    { title: t('csv.debit'), of: (run) => sumOf(run, 'debitCents') },
    { title: t('csv.credit'), of: (run) => sumOf(run, 'creditCents') },
  ]
}

function resultWord(run: Run, t: Texts): string {
  if (run.releasedMs !== null) return t('ui.state.released')
  return run.error !== null && run.state !== 'parked' ? t('ui.state.waiting') : t(`state.${run.state}`)
}

function reasonWords({ error }: Run, t: Texts): string | null {
  if (!error) return null
  const key = `error.${error.kind}`
  return t(isTextKey(key) ? key : 'error.internal', { hostKey: error.hostKey ?? '' })
}

const currenciesOf = ({ sums }: Run) => [...new Set(sums.map(({ currency }) => currency))]

/** Amounts of several currencies make no sum. */
function sumOf(run: Run, side: 'debitCents' | 'creditCents'): { readonly cents: Cents } | null {
  if (currenciesOf(run).length !== 1) return null
  return { cents: run.sums.reduce<Cents>((total, sum) => addCents(total, sum[side]), zeroCents) }
}

/** Every document of one run, in the order of its files. */
export const saveRunDocuments: SaveList<'run-documents'> = async (app, { runId }, t, write) => {
  const shown = await app.runs.show(runId)
  if (!shown.ok) return shown
  return write({ columns: documentColumns(t), pages: documentPages(app, runId) })
}

async function* documentPages(app: App, runId: string): AsyncGenerator<Page<RunDocument>> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await app.runs.documents(runId, { offset, limit: pageSize })
    if (!page.ok) return yield page
    const { total, rows } = page.value
    yield ok(rows)
    if (rows.length === 0 || offset + rows.length >= total) return
  }
}

function documentColumns(t: Texts): readonly ListColumn<RunDocument>[] {
  return [
    { title: t('ui.documents.number'), of: (row) => row.documentNo },
    { title: t('ui.documents.type'), of: (row) => row.documentType },
    { title: t('ui.documents.date'), of: (row) => csvDay(row.documentDate) },
    { title: t('ui.mandant'), of: (row) => row.mandant },
    { title: t('ui.documents.occasion'), of: (row) => t(`csv.occasion.${row.occasion}`) },
    { title: t('csv.version'), of: (row) => row.version },
  ]
}
