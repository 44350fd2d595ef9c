import type { Run, RunSum, SpoolFile } from '../core/run/run'
import { table, type Words } from './words'

/** One sentence: which run, how it stands, how much. */
export function runSentence(run: Run, words: Words): string {
  return words.text('cli.run.sentence', {
    run: run.id,
    state: words.byCode('state', run.state),
    documents: run.documents,
    files: run.files.length,
  })
}

/** What happened and what to do, when there is something to say. */
export function runTrouble(run: Run, words: Words): readonly string[] {
  if (!run.error) return []
  const { kind, detail, hostKey } = run.error
  const lines = [words.byCode('error', kind, { detail, hostKey: hostKey ?? '' })]
  if (run.retryAtMs !== null) lines.push(words.text('cli.run.retry', { moment: words.moment(run.retryAtMs) }))
  return lines
}

export function runLines(run: Run, words: Words): readonly string[] {
  return [
    runSentence(run, words),
    words.text('cli.run.begun', { profile: run.profileId, moment: words.moment(run.startedMs) }),
    ...runTrouble(run, words),
    ...(run.releasedMs === null ? [] : [words.text('cli.run.released', { moment: words.moment(run.releasedMs) })]),
    ...fileLines(run.files, words),
    ...sumLines(run.sums, words),
  ]
}

export function fileLines(files: readonly SpoolFile[], words: Words): readonly string[] {
  return table(
    [
      { title: words.text('cli.column.file') },
      { title: words.text('cli.column.rows'), align: 'right' },
      { title: words.text('cli.column.bytes'), align: 'right' },
      { title: words.text('cli.column.sha256') },
    ],
    files.map((file) => [
      file.remotePath ?? file.name,
      words.count(file.rows),
      words.count(file.sizeBytes),
      file.sha256.slice(0, 16),
    ]),
  )
}

export function sumLines(sums: readonly RunSum[], words: Words): readonly string[] {
  return sums.map((sum) =>
    words.text('cli.run.sum', {
      mandant: sum.mandant,
      debit: words.money(sum.debitCents, sum.currency),
      credit: words.money(sum.creditCents, sum.currency),
    }),
  )
}

export function runTable(runs: readonly Run[], words: Words): readonly string[] {
  if (runs.length === 0) return [words.text('cli.run.none')]
  return table(
    [
      { title: words.text('cli.column.run') },
      { title: words.text('cli.column.profile') },
      { title: words.text('cli.column.begun') },
      { title: words.text('cli.column.state') },
      { title: words.text('cli.column.documents'), align: 'right' },
    ],
    runs.map((run) => [
      run.id,
      run.profileId,
      words.moment(run.startedMs),
      words.byCode('state', run.state),
      words.count(run.documents),
    ]),
  )
}
