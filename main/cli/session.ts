import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Result } from '../core/result'
import type { App, AppError } from '../engine/app'
import type { Recovery } from '../engine/app-backups'
import type { CliIo } from './io'
import type { Outcome } from './outcome'
import { createProgress, type Progress } from './progress'
import type { Words } from './words'

export interface GlobalOptions {
  readonly profileDir?: string
  readonly workstation?: string
  readonly json?: boolean
}

/** What a command works with besides the app. */
export interface Session {
  readonly io: CliIo
  readonly words: Words
  /** Only one JSON value may go to stdout. Looked up before the command is read: a wrong one is answered so too. */
  readonly asJson: boolean
  /** A bar on stderr, when a person watches. */
  readonly progress: Progress
}

export type Answer = Outcome | AppError
export type Handler = (app: App, session: Session) => Promise<Answer>

/** Gathers the one answer of the one command that was chosen. */
export class CommandRunner {
  answer: Answer | null = null
  readonly session: Session

  constructor(
    io: CliIo,
    words: Words,
    private readonly options: () => GlobalOptions,
  ) {
    this.session = { io, words, asJson: io.args.includes('--json'), progress: createProgress(io, words) }
  }

  get profileDir(): string {
    return resolve(this.options().profileDir ?? this.session.io.defaultProfileDir)
  }

  /** For what needs the folder and no open app. */
  get recovery(): Recovery {
    const workstationName = this.options().workstation ?? this.session.io.hostName
    return this.session.io.recover({ profileDir: this.profileDir, workstationName })
  }

  /** For commands that need no profile folder. */
  async alone(handler: (session: Session) => Promise<Answer>): Promise<void> {
    this.answer = await handler(this.session)
  }

  /** Opens the app, does the work, closes it again, also when the work throws. */
  async withApp(handler: Handler): Promise<void> {
    const { io, progress } = this.session
    const composed = await io.compose({
      profileDir: this.profileDir,
      workstationName: this.options().workstation ?? io.hostName,
    })
    if (!composed.ok) {
      this.answer = composed.error
      return
    }
    try {
      this.answer = await handler(composed.value, this.session)
    } finally {
      progress.end()
      await composed.value.close()
    }
  }
}

/** Turns a `Result` into an answer: the error as it is, the value by the given words. */
export function answerOf<T>(result: Result<T, AppError>, speak: (value: T) => Outcome): Answer {
  return result.ok ? speak(result.value) : result.error
}

export type Register = (program: Command, runner: CommandRunner) => void
