import type { Log } from '../core/ports'
import type { HostDeath } from './host-client'

export interface BugLog {
  /** A bug in a handler. */
  bug(error: unknown): void
  /** The worker died. */
  death(death: HostDeath): void
}

/**
 * Writes down what nobody expected. The log file gets what kind of error it was and where: its message may hold what a
 * person typed, and this process does not know the secrets that the worker keeps out of the file.
 * @param say to whoever started the program in a terminal; gets the whole error
 */
export function createBugLog(log: Log, say: (text: string) => void): BugLog {
  return {
    bug: (error) => {
      log.error('shell.bug', fieldsOf(error))
      say(textOf(error))
    },
    death: (death) => {
      if ('exitCode' in death) {
        log.error('host.died', { exitCode: death.exitCode })
        say(`the background service ended with code ${death.exitCode}\n`)
        return
      }
      log.error('host.died', fieldsOf(death.error))
      say(textOf(death.error))
    },
  }
}

const framesMax = 8

/** What kind of error and where; never its message. */
export function fieldsOf(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, code: null, where: null }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const where = frames.slice(0, framesMax).map((frame) => frame.trim())
  return { name: error.name, code, where: where.join(' ') || null }
}

function textOf(error: unknown): string {
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
}
