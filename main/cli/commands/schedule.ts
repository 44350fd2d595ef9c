import { isOpen, type Run } from '../../core/run/run'
import type { App, AppError } from '../../engine/app'
import { mailNotes } from '../mail-notes'
import { done, invalid } from '../outcome'
import { runJson } from '../run-json'
import { runSentence, runTrouble } from '../run-lines'
import { type Answer, answerOf, type Register, type Session } from '../session'
import type { Words } from '../words'

const previewMax = 1000

export const registerSchedule: Register = (program, runner) => {
  const { text } = runner.session.words
  const schedule = program.command('schedule').description(text('cli.schedule.about'))
  schedule
    .command('preview')
    .argument('<id>', text('cli.profile.id'))
    .requiredOption('--from <local-iso>', text('cli.schedule.preview.from'))
    .requiredOption('--count <n>', text('cli.schedule.preview.count'))
    .description(text('cli.schedule.preview.about'))
    .action(async (id: string, options: { from: string; count: string }) => {
      const count = /^\d{1,4}$/.test(options.count) ? Number(options.count) : 0
      if (count < 1 || count > previewMax) runner.answer = invalid('usage-invalid-value', { what: options.count })
      else
        await runner.withApp(async (app, { words }) =>
          answerOf(await app.profiles.schedulePreview(id, options.from, count), (runs) =>
            done({ runs }, runs.length === 0 ? [words.text('cli.schedule.preview.none')] : runs.map(words.isoMoment)),
          ),
        )
    })
  schedule
    .command('run')
    .description(text('cli.schedule.run.about'))
    .action(() => runner.withApp(runUntilStopped))
}

/** What the app does in the background, for services and servers. Ends as done however its runs went: each told its own end. */
async function runUntilStopped(app: App, { io, words }: Session): Promise<Answer> {
  const stopped = io.stopped() // first of all, so that no request to end gets lost
  const refusal = notAdopted(app)
  if (refusal) return refusal
  const reporter = new Reporter(app, words, (line) => io.stderr(`${line}\n`))
  const unsubscribe = app.onChange((change) => {
    if (change.fact === 'runs.changed') reporter.look(change.runId)
  })
  io.stderr(`${words.text('cli.schedule.run.begun')}\n`)
  await app.schedule.start()
  await stopped
  await app.schedule.stop()
  unsubscribe()
  const runs = await reporter.end()
  for (const note of await mailNotes(app, null, words)) io.stderr(`${note}\n`)
  return done({ runs: runs.map((run) => runJson(run, words, io.timeZone)) }, [
    words.text('cli.schedule.run.ended', { count: runs.length }),
  ])
}

/** The schedule would silently do nothing. */
function notAdopted(app: App): AppError | null {
  const { adopted, reason, name, boundName } = app.workstation.show()
  if (adopted) return null
  return { class: 'refused', code: `workstation-${reason ?? 'other-name'}`, params: { name, boundName } }
}

/** Tells of each run that it began, and how it stands each time that it comes to rest. */
class Reporter {
  readonly #told = new Map<string, { readonly run: Run; readonly line: string }>()
  #telling: Promise<void> = Promise.resolve()

  constructor(
    private readonly app: App,
    private readonly words: Words,
    private readonly write: (line: string) => void,
  ) {}

  look(runId: string): void {
    this.#telling = this.#telling.then(() => this.#tell(runId))
  }

  /** The runs of this session, oldest first. */
  async end(): Promise<readonly Run[]> {
    await this.#telling
    return [...this.#told.values()].map(({ run }) => run).sort((a, b) => a.no - b.no)
  }

  async #tell(runId: string): Promise<void> {
    const shown = await this.app.runs.show(runId)
    if (!shown.ok) return
    const { run } = shown.value
    const before = this.#told.get(runId)
    if (!before) this.write(this.words.text('cli.schedule.run.carries', { run: run.id, profile: run.profileId }))
    const rests = !isOpen(run) || run.retryAtMs !== null
    const line = rests ? [runSentence(run, this.words), ...runTrouble(run, this.words)].join('\n') : ''
    if (line !== '' && line !== before?.line) this.write(line)
    this.#told.set(runId, { run, line: line || (before?.line ?? '') })
  }
}
