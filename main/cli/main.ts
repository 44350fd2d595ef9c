import { CommanderError } from 'commander'
import { createTexts, type Language, languages } from '../../resources/locales/texts'
import { errorJson } from './error-json'
import { faultLines } from './faults'
import type { CliIo } from './io'
import { type ExitStatus, exitOf, invalid } from './outcome'
import { createProgram } from './program'
import { type Answer, CommandRunner, type GlobalOptions } from './session'
import { usageError } from './usage'
import { createWords, type Words } from './words'

/** Runs one command and answers its exit status. Never throws; whatever goes wrong becomes words. */
export async function runCommandLine(io: CliIo): Promise<ExitStatus> {
  const words = createWords(languageOf(io.args), createTexts(languageOf(io.args)), io.timeZone)
  const help: string[] = []
  const options: { read: () => GlobalOptions } = { read: () => ({}) }
  const runner = new CommandRunner(io, words, () => options.read())
  const { asJson } = runner.session
  try {
    const program = createProgram(runner, io.version, (text) => help.push(text))
    options.read = () => program.opts<GlobalOptions>()
    await Promise.race([program.parseAsync([...io.args], { from: 'user' }), io.crashed])
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return tellHelp(io, help.join(''), asJson)
    if (error instanceof CommanderError) runner.answer = usageError(error)
    else {
      io.onBug(error, runner.profileDir)
      runner.answer = { class: 'failed', code: 'internal', params: {} }
    }
  }
  return tell(io, words, runner.answer ?? invalid('usage-missing-command'), asJson)
}

function tell(io: CliIo, words: Words, answer: Answer, asJson: boolean): ExitStatus {
  if ('class' in answer) {
    for (const line of [words.byCode('error', answer.code, answer.params), ...faultLines(answer, words)])
      io.stderr(`${line}\n`)
    if (asJson) io.stdout(`${JSON.stringify({ error: errorJson(answer, words) })}\n`)
    return exitOf(answer)
  }
  for (const note of answer.notes ?? []) io.stderr(`${note}\n`)
  io.stdout(asJson ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''))
  return answer.exit
}

function tellHelp(io: CliIo, text: string, asJson: boolean): ExitStatus {
  io.stdout(asJson ? `${JSON.stringify({ help: text })}\n` : text)
  return 0
}

function languageOf(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const value = args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length)
  return languages.find((language) => language === value) ?? 'de'
}
