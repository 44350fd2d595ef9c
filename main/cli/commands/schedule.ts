import { done, invalid } from '../outcome'
import { answerOf, type Register } from '../session'

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
    .action(() => {
      runner.answer = invalid('not-available', { what: 'schedule run' })
    })
}
