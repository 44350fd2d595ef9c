import type { Run } from '../../core/run/run'
import type { App, RunProgress } from '../../engine/app'
import { spokenFault } from '../faults'
import { mailNotes } from '../mail-notes'
import { type ExitStatus, invalid } from '../outcome'
import { runJson } from '../run-json'
import { fileLines, runLines, runTrouble, sumLines } from '../run-lines'
import { type Answer, answerOf, type Register, type Session } from '../session'
import type { Words } from '../words'
import { documentJson } from './run'

export const registerExport: Register = (program, runner) => {
  const { text } = runner.session.words
  program
    .command('export')
    .argument('<id>', text('cli.profile.id'))
    .option('--dry-run', text('cli.export.dryRun'))
    .option('--out <dir>', text('cli.export.out'))
    .description(text('cli.export.about'))
    .action(async (id: string, options: { dryRun?: boolean; out?: string }) => {
      if (options.out !== undefined && !options.dryRun) runner.answer = invalid('out-needs-dry-run')
      else
        await runner.withApp((app, session) =>
          options.dryRun ? dryRun(app, session, id, options.out ?? null) : exportNow(app, session, id),
        )
    })
}

export function runProgress({ words, progress }: Session): (at: RunProgress) => void {
  return (at) => progress.show(words.text(`cli.phase.${at.phase}`), at.done, at.total)
}

/** Exit status of a run: only what arrived, or what had nothing to bring, is done. */
export function exitOfRun({ state }: Run): ExitStatus {
  return state === 'delivered' || state === 'empty' ? 0 : 1
}

async function exportNow(app: App, session: Session, id: string): Promise<Answer> {
  const { words, io, asJson, progress } = session
  const result = await app.runs.export(id, runProgress(session))
  progress.end()
  const faults = result.ok ? await rejectsOf(app, result.value.runs, words) : []
  const mails = result.ok ? await mailNotes(app, id, words) : []
  return answerOf(result, (report) => {
    const warnings = report.warnings.map((warning) => spokenFault(warning, words))
    const json = (run: Run) => runJson(run, words, io.timeZone)
    const unfinished = report.runs.some((run) => exitOfRun(run) !== 0 && run.state !== 'cancelled')
    return {
      exit: unfinished ? 1 : exitOfRun(report.run),
      json: {
        run: json(report.run),
        runs: report.runs.map(json),
        warnings: warnings.map((warning) => warning.json),
        faults: faults.map((fault) => fault.json),
      },
      lines: report.runs.flatMap((run) => runLines(run, words)),
      notes: [
        ...faults.map((fault) => fault.line),
        ...warnings.map((warning) => words.text('cli.warning', { warning: warning.line })),
        // With --json the lines above are not written, and a person still has to read what to do.
        ...(asJson ? report.runs.flatMap((run) => runTrouble(run, words)) : []),
        ...mails,
      ],
    }
  })
}

/** Why a format took the documents of these runs for no delivery: the list that the run's error speaks of. */
async function rejectsOf(app: App, runs: readonly Run[], words: Words) {
  const rejected = runs.filter((run) => run.state === 'parked' && run.error?.kind === 'format-rejected')
  const details = await Promise.all(rejected.map((run) => app.runs.show(run.id)))
  return details
    .flatMap((shown) => (shown.ok ? shown.value.faults : []))
    .filter((fault) => fault.level === 'reject')
    .map((fault) => spokenFault(fault, words))
}

async function dryRun(app: App, { words, io }: Session, id: string, outDir: string | null): Promise<Answer> {
  return answerOf(await app.runs.dryRun(id, outDir), (report) => {
    const faults = report.faults.map((fault) => spokenFault(fault, words))
    const rejected = report.faults.some((fault) => fault.level === 'reject')
    return {
      exit: rejected ? 1 : 0,
      json: {
        run: {
          ...runJson({ ...report.run, files: report.files }, words, io.timeZone),
          documentList: report.documentList.map(documentJson),
        },
        faults: faults.map((fault) => fault.json),
      },
      lines: [
        words.text('cli.dryRun.done', { documents: report.run.documents, files: report.files.length }),
        ...(outDir === null ? [] : [words.text('cli.dryRun.out', { folder: outDir })]),
        ...fileLines(report.files, words),
        ...sumLines(report.run.sums, words),
      ],
      notes: faults.map((fault) => words.text('cli.warning', { warning: fault.line })),
    }
  })
}
