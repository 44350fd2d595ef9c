import type { CommanderError } from 'commander'
import type { AppError } from '../engine/app'
import { invalid } from './outcome'

const codes: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'usage-unknown-command',
  'commander.unknownOption': 'usage-unknown-option',
  'commander.missingArgument': 'usage-missing-argument',
  'commander.optionMissingArgument': 'usage-missing-value',
  'commander.missingMandatoryOptionValue': 'usage-missing-option',
  'commander.excessArguments': 'usage-too-many',
  'commander.invalidArgument': 'usage-invalid-value',
  'commander.help': 'usage-missing-command',
}

/** The library speaks English; its code and the word it quotes become one of our sentences. */
export function usageError(error: CommanderError): AppError {
  // A refused value stands behind the name of its option: option '--lang <lang>' argument 'fr' is invalid.
  const value = /argument '([^']*)' is invalid/.exec(error.message)
  const what = (value ?? /'([^']*)'/.exec(error.message))?.[1] ?? ''
  return invalid(codes[error.code] ?? 'usage-wrong', { what })
}
