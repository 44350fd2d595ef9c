import { parseMandant } from '../../../preload/contract/settings'
import type { MandantSettings } from '../../core/formats/format'
import { readSettings } from '../input'
import { done, type Outcome } from '../outcome'
import { answerOf, type Register } from '../session'
import { table, type Words } from '../words'

export const registerMandant: Register = (program, runner) => {
  const { text } = runner.session.words
  const command = program.command('mandant').description(text('cli.mandant.about'))
  command
    .command('show')
    .argument('<mandant>', text('cli.mandant.id'))
    .description(text('cli.mandant.show.about'))
    .action((mandant: string) =>
      runner.withApp(async (app, { words }) =>
        answerOf(await app.mandants.show(mandant), (settings) => mandantOutcome(mandant, settings, words)),
      ),
    )
  command
    .command('set')
    .argument('<file>', text('cli.file'))
    .description(text('cli.mandant.set.about'))
    .action(async (file: string) => {
      const parsed = await readSettings(file, parseMandant)
      if (!parsed.ok) {
        runner.answer = parsed.error
        return
      }
      const { mandant, ...settings } = parsed.value
      await runner.withApp(async (app, { words }) =>
        answerOf(await app.mandants.set(mandant, settings), () => mandantOutcome(mandant, settings, words)),
      )
    })
}

function mandantOutcome(mandant: string, settings: MandantSettings, words: Words): Outcome {
  const day = (date: string | null) => (date === null ? '–' : words.date(date))
  return done({ mandant, ...settings }, [
    words.text(settings.locked === 1 ? 'cli.mandant.locked' : 'cli.mandant.notLocked', { mandant }),
    words.text(settings.withoutInputTax ? 'cli.mandant.withoutInputTax' : 'cli.mandant.withInputTax'),
    ...table(
      [
        { title: words.text('cli.column.direction') },
        { title: words.text('cli.column.rate'), align: 'right' },
        { title: words.text('cli.column.taxKey') },
        { title: words.text('cli.column.from') },
        { title: words.text('cli.column.to') },
      ],
      settings.taxKeys.map((rule) => [
        words.text(`cli.direction.${rule.direction}`),
        `${words.count(rule.taxRate / 100)} %`,
        rule.key,
        day(rule.validFrom),
        day(rule.validTo),
      ]),
    ),
  ])
}
