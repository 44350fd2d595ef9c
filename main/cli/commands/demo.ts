import { runDemo } from '../demo/demo'
import type { Register } from '../session'

export const registerDemo: Register = (program, runner) => {
  program
    .command('demo')
    .description(runner.session.words.text('cli.demo.about'))
    .action(() => runner.alone(runDemo))
}
