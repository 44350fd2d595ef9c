import { resolve } from 'node:path'
import type {
  App,
  ChangedDocument,
  ImportProgress,
  LedgerImportSummary,
  LedgerStatus,
  WatchOverview,
} from '../../engine/app'
import { spokenFault } from '../faults'
import { done, invalid, type Outcome } from '../outcome'
import { type Answer, answerOf, type Register, type Session } from '../session'
import { table, type Words } from '../words'
import { addedJson, addedLines, addedOutcome } from './invoice'

const choices = ['reverse-and-resend', 'do-not-send'] as const

export const registerLedger: Register = (program, runner) => {
  const { text } = runner.session.words
  const ledger = program.command('ledger').description(text('cli.ledger.about'))
  ledger
    .command('import')
    .argument('<path...>', text('cli.ledger.import.path'))
    .description(text('cli.ledger.import.about'))
    .action((paths: string[]) => {
      const stopped = runner.session.io.stopped() // first of all, so that no request to end gets lost
      return runner.withApp((app, session) => importPaths(app, session, { paths, stopped }))
    })
  ledger
    .command('status')
    .description(text('cli.ledger.status.about'))
    .action(() =>
      runner.withApp(async (app, { words }) => {
        const status = await app.ledger.status()
        return done(status, statusLines(status, words))
      }),
    )
  ledger
    .command('watch')
    .argument('[dir]', text('cli.ledger.watch.dir'))
    .description(text('cli.ledger.watch.about'))
    .action((dir: string | undefined) => runner.withApp((app, session) => watch(app, session, dir)))
  ledger
    .command('changed')
    .description(text('cli.ledger.changed.about'))
    .action(() =>
      runner.withApp(async (app, { words }) => {
        const changed = await app.ledger.changedAfterExport()
        return done({ changed }, changedLines(changed, words))
      }),
    )
  ledger
    .command('decide')
    .arguments('<profile> <mandant> <beleg>')
    .requiredOption('--choice <choice>', text('cli.ledger.decide.choice'))
    .description(text('cli.ledger.decide.about'))
    .action((profileId: string, mandant: string, sourceId: string, options: { choice: string }) =>
      runner.withApp((app, session) => decide(app, session, { profileId, mandant, sourceId }, options.choice)),
    )
}

async function watch(app: App, { words }: Session, dir: string | undefined): Promise<Answer> {
  const answer = (overview: WatchOverview) =>
    done(overview, [
      overview.folder === null
        ? words.text('cli.ledger.watch.none')
        : words.text('cli.ledger.watch.folder', { folder: overview.folder }),
      ...overview.refused.map((name) => words.text('cli.ledger.watch.refused', { name })),
    ])
  if (dir === undefined) return answer(await app.watch.show())
  return answerOf(await app.watch.set(dir === 'none' ? null : resolve(dir)), answer)
}

interface ImportOrder {
  readonly paths: readonly string[]
  /** Resolves when somebody asks the process to end. */
  readonly stopped: Promise<void>
}

async function importPaths(app: App, session: Session, { paths, stopped }: ImportOrder): Promise<Answer> {
  const { words, progress } = session
  let isStopped = false
  void stopped.then(() => {
    isStopped = true
  })
  const told = (at: ImportProgress) => progress.show(words.text(`cli.import.${at.phase}`), at.done, at.total)
  const result = await app.ledger.import(paths, told, () => isStopped)
  progress.end()
  return answerOf(result, (summary) => importOutcome(summary, words))
}

/** Shared with `demo`, which imports too. */
export function importOutcome(summary: LedgerImportSummary, words: Words): Outcome {
  const { invoices = [] } = summary
  // Nothing but e-invoices: then they are what was asked for.
  if (Object.keys(summary.kinds).length === 0 && invoices.length > 0) return addedOutcome(invoices, words)
  const warnings = summary.warnings.map((warning) => spokenFault(warning, words))
  const rows = Object.entries(summary.kinds).map(([kind, counts]) => [
    words.byCode('cli.kind', kind),
    words.count(counts.read),
    words.count(counts.created),
    words.count(counts.changed),
    words.count(counts.unchanged),
  ])
  const number = (key: 'read' | 'created' | 'changed' | 'unchanged') => ({
    title: words.text(`cli.column.${key}`),
    align: 'right' as const,
  })
  return done(
    {
      kinds: summary.kinds,
      warnings: warnings.map((warning) => warning.json),
      ...(invoices.length === 0 ? {} : { invoices: addedJson(invoices, words) }),
    },
    [
      words.text('cli.import.done'),
      ...table(
        [
          { title: words.text('cli.column.kind') },
          number('read'),
          number('created'),
          number('changed'),
          number('unchanged'),
        ],
        rows,
      ),
      ...invoices.flatMap((one) => addedLines(one, words)),
    ],
    warnings.map((warning) => words.text('cli.warning', { warning: warning.line })),
  )
}

function statusLines(status: LedgerStatus, words: Words): readonly string[] {
  if (status.mandants.length === 0) return [words.text('cli.status.empty')]
  return status.mandants.flatMap((mandant, index) => [
    ...(index > 0 ? [''] : []),
    words.text('cli.status.mandant', {
      mandant: mandant.mandant,
      name: mandant.name,
      documents: mandant.documents,
      postings: mandant.postings,
      debit: words.money(mandant.debitCents),
      credit: words.money(mandant.creditCents),
    }),
    ...(mandant.bookkeepingActive ? [] : [words.text('cli.status.inactive')]),
    ...table(
      [
        { title: words.text('cli.column.documentType') },
        { title: words.text('cli.column.documents'), align: 'right' },
        { title: words.text('cli.column.debit'), align: 'right' },
        { title: words.text('cli.column.credit'), align: 'right' },
      ],
      mandant.byDocumentType.map((type) => [
        type.documentType,
        words.count(type.documents),
        words.money(type.debitCents),
        words.money(type.creditCents),
      ]),
    ),
    ...table(
      [
        { title: words.text('cli.column.branch') },
        { title: words.text('cli.column.documents'), align: 'right' },
        { title: words.text('cli.column.debit'), align: 'right' },
        { title: words.text('cli.column.credit'), align: 'right' },
      ],
      mandant.byBranch.map((branch) => [
        branch.branch ?? words.text('cli.status.noBranch'),
        words.count(branch.documents),
        words.money(branch.debitCents),
        words.money(branch.creditCents),
      ]),
    ),
    ...Object.entries(mandant.notExported).map(([profile, documents]) =>
      words.text('cli.status.notExported', { profile, documents }),
    ),
  ])
}

function changedLines(changed: readonly ChangedDocument[], words: Words): readonly string[] {
  if (changed.length === 0) return [words.text('cli.changed.none')]
  return [
    words.text('cli.changed.some', { count: changed.length }),
    ...table(
      [
        { title: words.text('cli.column.profile') },
        { title: words.text('cli.column.mandant') },
        { title: words.text('cli.column.document') },
        { title: words.text('cli.column.documentNo') },
        { title: words.text('cli.column.sentVersion'), align: 'right' },
        { title: words.text('cli.column.currentVersion'), align: 'right' },
      ],
      changed.map((one) => [
        one.profileId,
        one.mandant,
        one.sourceId,
        one.documentNo,
        String(one.sentVersion),
        String(one.currentVersion),
      ]),
    ),
  ]
}

async function decide(
  app: App,
  { words }: Session,
  changed: Pick<ChangedDocument, 'profileId' | 'mandant' | 'sourceId'>,
  asked: string,
): Promise<Answer> {
  const choice = choices.find((one) => one === asked)
  if (!choice) return invalid('usage-invalid-value', { what: asked })
  const decided = await app.ledger.decideChanged(choice, changed)
  return answerOf(decided, () =>
    done({ decided: { ...changed, choice } }, [words.text(`cli.decided.${choice}`, { document: changed.sourceId })]),
  )
}
