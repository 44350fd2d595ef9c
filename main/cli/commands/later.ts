import { invalid } from '../outcome'
import type { Register } from '../session'

/** Commands of the contract that this version does not have yet: they say so. */
export const registerLater: Register = (program, runner) => {
  program
    .command('smtp')
    .argument('[words...]')
    .description(runner.session.words.text('cli.smtp.about'))
    .action((words: string[]) => {
      runner.answer = invalid('not-available', { what: ['smtp', ...words.slice(0, 1)].join(' ') })
    })
}
