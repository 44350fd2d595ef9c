import { type Run, type RunDocument, runStates } from '../../core/run/run'
import type { App, JournalEntry } from '../../engine/app'
import { spokenFault } from '../faults'
import { mailNotes } from '../mail-notes'
import { done, invalid } from '../outcome'
import { isoWithOffset, runJson } from '../run-json'
import { runLines, runTable } from '../run-lines'
import { type Answer, answerOf, type Register, type Session } from '../session'
import { table, type Words } from '../words'
import { exitOfRun, runProgress } from './export'

export const registerRun: Register = (program, runner) => {
  const { text } = runner.session.words
  const run = program.command('run').description(text('cli.run.about'))
  const one = (name: string, about: string) =>
    run.command(name).argument('<run>', text('cli.run.id')).description(about)

  run
    .command('list')
    .option('--profile <id>', text('cli.run.list.profile'))
    .option('--state <state>', text('cli.run.list.state'))
    .option('--limit <n>', text('cli.run.list.limit'))
    .description(text('cli.run.list.about'))
    .action((options: ListOptions) => runner.withApp((app, session) => list(app, session, options)))
  one('show', text('cli.run.show.about')).action((id: string) =>
    runner.withApp((app, session) => show(app, session, id)),
  )
  one('resend', text('cli.run.resend.about')).action((id: string) =>
    runner.withApp((app, session) => resend(app, session, id)),
  )
  one('release', text('cli.run.release.about'))
    .requiredOption('--reason <text>', text('cli.run.release.reason'))
    .action((id: string, options: { reason: string }) =>
      runner.withApp((app, session) => release(app, session, id, options.reason)),
    )
  one('arrived', text('cli.run.arrived.about'))
    .requiredOption('--reason <text>', text('cli.run.arrived.reason'))
    .action((id: string, options: { reason: string }) =>
      runner.withApp((app, session) => arrived(app, session, id, options.reason)),
    )
  run
    .command('find')
    .argument('<number>', text('cli.run.find.number'))
    .description(text('cli.run.find.about'))
    .action((documentNo: string) =>
      runner.withApp(async (app, { words, io }) => {
        const runs = await app.runs.find(documentNo)
        const lines = runs.length === 0 ? [words.text('cli.run.notFound', { documentNo })] : runTable(runs, words)
        return done({ runs: runs.map((found) => runJson(found, words, io.timeZone)) }, lines)
      }),
    )
}

interface ListOptions {
  readonly profile?: string
  readonly state?: string
  readonly limit?: string
}

async function list(app: App, { words, io }: Session, options: ListOptions): Promise<Answer> {
  const state = runStates.find((one) => one === options.state)
  if (options.state !== undefined && !state) return invalid('usage-invalid-value', { what: options.state })
  const limit = options.limit === undefined ? null : Number(options.limit)
  if (limit !== null && !(Number.isSafeInteger(limit) && limit > 0))
    return invalid('usage-invalid-value', { what: options.limit ?? '' })
  const runs = await app.runs.list({
    ...(options.profile === undefined ? {} : { profileId: options.profile }),
    ...(state ? { state } : {}),
    ...(limit === null ? {} : { limit }),
  })
  return answerOf(runs, (found) =>
    done({ runs: found.map((one) => runJson(one, words, io.timeZone)) }, runTable(found, words)),
  )
}

async function show(app: App, { words, io }: Session, id: string): Promise<Answer> {
  const documents = await allDocuments(app, id)
  return answerOf(await app.runs.show(id), (details) => {
    const faults = details.faults.map((fault) => spokenFault(fault, words))
    return done(
      {
        run: {
          ...runJson(details.run, words, io.timeZone),
          documentList: documents.map(documentJson),
          journal: details.journal.map((entry) => journalJson(entry, io.timeZone)),
          faults: faults.map((fault) => fault.json),
        },
      },
      [
        ...runLines(details.run, words),
        ...faults.map((fault) => fault.line),
        '',
        ...documentLines(documents, words),
        '',
        ...details.journal.map((entry) => `${words.moment(entry.atMs)}  ${entry.actor}  ${entry.event}`),
      ],
    )
  })
}

const documentsAtOnce = 500

/** None for a run that is not known: the caller says so. */
async function allDocuments(app: App, runId: string): Promise<readonly RunDocument[]> {
  const all: RunDocument[] = []
  for (;;) {
    const page = await app.runs.documents(runId, { offset: all.length, limit: documentsAtOnce })
    if (!page.ok || page.value.rows.length === 0) return all
    all.push(...page.value.rows)
    if (all.length >= page.value.total) return all
  }
}

/** One line of `documentList`. */
export function documentJson(one: RunDocument) {
  return {
    mandant: one.mandant,
    beleg: one.sourceId,
    version: one.version,
    belegnummer: one.documentNo,
    belegart: one.documentType,
    belegdatum: one.documentDate,
    occasion: one.occasion,
  }
}

function journalJson(entry: JournalEntry, timeZone: string) {
  const { atMs, event, actor, data } = entry
  return { at: isoWithOffset(atMs, timeZone), event, actor, data }
}

function documentLines(documents: readonly RunDocument[], words: Words): readonly string[] {
  return table(
    [
      { title: words.text('cli.column.mandant') },
      { title: words.text('cli.column.documentNo') },
      { title: words.text('cli.column.documentType') },
      { title: words.text('cli.column.date') },
      { title: words.text('cli.column.document') },
    ],
    documents.map((one) => [
      one.mandant,
      one.documentNo,
      one.documentType,
      words.date(one.documentDate),
      one.version > 1 ? `${one.sourceId}#${one.version}` : one.sourceId,
    ]),
  )
}

async function resend(app: App, session: Session, id: string): Promise<Answer> {
  const result = await app.runs.resend(id, runProgress(session))
  session.progress.end()
  const notes = result.ok ? await mailNotes(app, result.value.profileId, session.words) : []
  return answerOf(result, (run) => ({ ...runOutcome(run, session), exit: exitOfRun(run), notes }))
}

async function release(app: App, session: Session, id: string, reason: string): Promise<Answer> {
  if (reason.trim() === '') return invalid('reason-missing')
  return answerOf(await app.runs.release(id, reason.trim()), (run) => runOutcome(run, session))
}

async function arrived(app: App, session: Session, id: string, reason: string): Promise<Answer> {
  if (reason.trim() === '') return invalid('reason-missing')
  return answerOf(await app.runs.arrived(id, reason.trim()), (run) => runOutcome(run, session))
}

function runOutcome(run: Run, { words, io }: Session) {
  return done({ run: runJson(run, words, io.timeZone) }, runLines(run, words))
}
