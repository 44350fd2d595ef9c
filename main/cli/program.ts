import { Command, Option } from 'commander'
import { languages } from '../../resources/locales/texts'
import { registerBackup } from './commands/backup'
import { registerChain } from './commands/chain'
import { registerCheck } from './commands/check'
import { registerDemo } from './commands/demo'
import { registerExport } from './commands/export'
import { registerInvoice } from './commands/invoice'
import { registerLedger } from './commands/ledger'
import { registerMandant } from './commands/mandant'
import { registerProfile } from './commands/profile'
import { registerRun } from './commands/run'
import { registerSchedule } from './commands/schedule'
import { registerSmtp } from './commands/smtp'
import { registerUser } from './commands/user'
import { registerWorkstation } from './commands/workstation'
import type { CommandRunner, Register } from './session'

const groups: readonly Register[] = [
  registerLedger,
  registerInvoice,
  registerProfile,
  registerExport,
  registerRun,
  registerCheck,
  registerSchedule,
  registerSmtp,
  registerWorkstation,
  registerChain,
  registerMandant,
  registerUser,
  registerBackup,
  registerDemo,
]

/**
 * The whole command line. Options of the program are taken before and after the command.
 * @param help told of help and version texts, in place of stdout
 */
export function createProgram(runner: CommandRunner, version: string, help: (text: string) => void): Command {
  const { text } = runner.session.words
  const program = new Command('belegbote')
  // Set before the commands are added: they inherit it.
  program
    .exitOverride()
    .showSuggestionAfterError(false)
    .helpCommand(false)
    .configureOutput({ writeOut: help, writeErr: () => undefined })
    .configureHelp({
      styleTitle: (title) => titles(runner)[title] ?? title,
      // The library would add its own English words.
      optionDescription: (option) => option.description,
      showGlobalOptions: true,
    })
    .helpOption('-h, --help', text('cli.option.help'))
  program
    .description(text('cli.about'))
    .version(version, '-V, --version', text('cli.option.version'))
    .option('--profile-dir <dir>', text('cli.option.profileDir'))
    .option('--json', text('cli.option.json'))
    .addOption(new Option('--lang <lang>', text('cli.option.lang')).choices(languages))
    .option('--workstation <name>', text('cli.option.workstation'))
  for (const register of groups) register(program, runner)
  return program
}

function titles(runner: CommandRunner): Readonly<Record<string, string>> {
  const { text } = runner.session.words
  return {
    'Usage:': text('cli.title.usage'),
    'Arguments:': text('cli.title.arguments'),
    'Options:': text('cli.title.options'),
    'Global Options:': text('cli.title.globalOptions'),
    'Commands:': text('cli.title.commands'),
  }
}
