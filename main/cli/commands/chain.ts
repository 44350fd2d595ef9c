import { parseChain } from '../../../preload/contract/settings'
import type { ChainSettings } from '../../engine/app'
import { readSettings } from '../input'
import { done, type Outcome } from '../outcome'
import { answerOf, type Register } from '../session'
import type { Words } from '../words'

export const registerChain: Register = (program, runner) => {
  const { text } = runner.session.words
  const chain = program.command('chain').description(text('cli.chain.about'))
  chain
    .command('show')
    .description(text('cli.chain.show.about'))
    .action(() => runner.withApp(async (app, { words }) => chainOutcome(app.chain.show(), words)))
  chain
    .command('set')
    .argument('<file>', text('cli.file'))
    .description(text('cli.chain.set.about'))
    .action(async (file: string) => {
      const settings = await readSettings(file, parseChain)
      if (settings.ok)
        await runner.withApp(async (app, { words }) =>
          answerOf(await app.chain.set(settings.value), (shown) => chainOutcome(shown, words)),
        )
      else runner.answer = settings.error
    })
}

function chainOutcome({ maintenanceWindow, adminsMayRevealPasswords }: ChainSettings, words: Words): Outcome {
  return done({ maintenanceWindow, adminsMayRevealPasswords }, [
    maintenanceWindow === null
      ? words.text('cli.chain.alwaysOpen')
      : words.text('cli.chain.window', { from: maintenanceWindow.from, to: maintenanceWindow.to }),
    words.text(adminsMayRevealPasswords ? 'cli.chain.mayReveal' : 'cli.chain.mayNotReveal'),
  ])
}
