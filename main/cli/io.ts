import type { Result } from '../core/result'
import type { FileChecker } from '../core/run/file-check'
import type { App, AppError } from '../engine/app'
import type { Recovery } from '../engine/app-backups'
import type { DemoSurroundings } from './demo/demo'

/** What `compose()` needs to know; an absolute folder and the name of this computer. */
export interface ComposeOptions {
  readonly profileDir: string
  readonly workstationName: string
}

/** The world around one command. Everything a test wants to watch or to give goes through here. */
export interface CliIo {
  /** Without the program's own name. */
  readonly args: readonly string[]
  readonly version: string
  readonly defaultProfileDir: string
  readonly hostName: string
  /** IANA zone in which moments are told to people. */
  readonly timeZone: string
  readonly stderrIsTty: boolean
  stdout(text: string): void
  stderr(text: string): void
  /** All of stdin; on a terminal one line, typed unseen after `prompt`. */
  readSecret(prompt: string): Promise<Uint8Array>
  /** Resolves when somebody asks the process to end. From the first call on it no longer ends by itself. */
  stopped(): Promise<void>
  compose(options: ComposeOptions): Promise<Result<App, AppError>>
  /** The way back from a backup, for a folder whose databases need not open. */
  recover(options: ComposeOptions): Recovery
  /** Reads files as the advisor's program would. */
  loadChecker(): Promise<FileChecker>
  /** What the round trip on this machine is made of. */
  readonly demo: DemoSurroundings
  /** Fails when an exception escaped everyone; never succeeds. */
  readonly crashed: Promise<never>
  /** Told of a bug; the technical words belong into the log, never onto the screen. */
  onBug(error: unknown, profileDir: string): void
}
