import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BackupInfo } from '../../core/backup/backup'
import { fail, ok, type Result } from '../../core/result'
import type { App, AppError } from '../../engine/app'
import type { BackupReport, Recovery, RestoreReport } from '../../engine/app-backups'
import { readSecretBytes } from '../input'
import { done, type Outcome } from '../outcome'
import { isoWithOffset } from '../run-json'
import { type Answer, answerOf, type CommandRunner, type Register, type Session } from '../session'
import type { Words } from '../words'

export const registerBackup: Register = (program, runner) => {
  const { text } = runner.session.words
  program
    .command('backup')
    .argument('<file>', text('cli.backup.file'))
    .option('--passphrase', text('cli.backup.passphrase'))
    .description(text('cli.backup.about'))
    .action((file: string, { passphrase }: { passphrase?: true }) =>
      runner.withApp((app, session) => backup(app, session, resolve(file), passphrase === true)),
    )
  program
    .command('backups')
    .description(text('cli.backups.about'))
    .action(() => runner.alone(async (session) => kept(runner.recovery, session)))
  program
    .command('restore')
    .argument('<file>', text('cli.restore.file'))
    .option('--passphrase', text('cli.restore.passphrase'))
    .option('--yes', text('cli.restore.yes'))
    .description(text('cli.restore.about'))
    .action((file: string, options: RestoreOptions) => restore(runner, resolve(file), options))
}

interface RestoreOptions {
  readonly passphrase?: true
  readonly yes?: true
}

async function backup(app: App, session: Session, path: string, isSealed: boolean): Promise<Answer> {
  const { words, io, progress } = session
  const passphrase = isSealed ? await readPassphrase(session) : ok(null)
  if (!passphrase.ok) return passphrase.error
  const written = await app.backups.write(path, passphrase.value, (done, total) =>
    progress.show(words.text('cli.backup.progress'), done, total),
  )
  progress.end()
  return answerOf(written, (report) => backupOutcome(report, words, io.timeZone))
}

function backupOutcome(report: BackupReport, words: Words, timeZone: string): Outcome {
  const { path, sizeBytes, secrets } = report
  const note = { none: [], sealed: [], partly: ['partly'], 'left-out': ['leftOut'] } as const
  return done(
    { backup: { path, sizeBytes, secrets, ...infoJson(report, timeZone) } },
    [words.text('cli.backup.written', { path, size: words.count(Math.ceil(sizeBytes / 1024)) })],
    note[secrets].map((one) => words.text(`cli.backup.secrets.${one}`)),
  )
}

function kept(recovery: Recovery, { words, io }: Session): Outcome {
  const backups = recovery.kept()
  const json = backups.map(({ path, createdMs, sizeBytes }) => ({
    path,
    createdAt: isoWithOffset(createdMs, io.timeZone),
    sizeBytes,
  }))
  const lines = backups.map(({ path, createdMs }) => `${words.moment(createdMs)}  ${path}`)
  return done({ backups: json }, lines.length === 0 ? [words.text('cli.backups.none')] : lines)
}

async function restore(runner: CommandRunner, path: string, options: RestoreOptions): Promise<void> {
  const { session, recovery } = runner
  const { words, io, progress } = session
  const info = await recovery.inspect(path)
  if (!info.ok) {
    runner.answer = info.error
    return
  }
  if (options.yes !== true) {
    runner.answer = unconfirmed(path, info.value, words)
    return
  }
  const passphrase = options.passphrase === true ? await readPassphrase(session) : ok(null)
  const may = passphrase.ok ? await mayRestore(runner) : passphrase
  if (!passphrase.ok || !may.ok) {
    runner.answer = passphrase.ok ? (may.ok ? null : may.error) : passphrase.error
    return
  }
  const restored = await recovery.restore(path, passphrase.value, (at, total) =>
    progress.show(words.text('cli.restore.progress'), at, total),
  )
  progress.end()
  runner.answer = answerOf(restored, (report) => restoreOutcome(report, words, io.timeZone))
}

/** A folder that is not there yet, or does not open, has nothing under way that could be asked for. */
async function mayRestore({ profileDir, session: { io } }: CommandRunner): Promise<Result<void, AppError>> {
  if (!existsSync(profileDir)) return ok()
  const app = await io.compose({ profileDir, workstationName: io.hostName })
  if (!app.ok) return app.error.class === 'refused' ? app : ok()
  const may = app.value.backups.mayRestore()
  await app.value.close()
  return may
}

function unconfirmed(path: string, { createdMs, workstation }: BackupInfo, words: Words): AppError {
  const params = { path, moment: words.moment(createdMs), workstation }
  return { class: 'refused', code: 'restore-unconfirmed', params }
}

function restoreOutcome({ info, aside, secrets }: RestoreReport, words: Words, timeZone: string): Outcome {
  const moment = words.moment(info.createdMs)
  return done(
    { restored: { ...infoJson(info, timeZone), aside, secrets } },
    [words.text('cli.restore.done', { moment }), words.text('cli.restore.aside', { path: aside })],
    [
      words.text('cli.restore.asks', { moment }),
      ...(secrets === 'restored' ? [] : [words.text(`cli.restore.secrets.${secrets}`)]),
    ],
  )
}

function infoJson({ kind, appVersion, createdMs, workstation, parts, contentBytes }: BackupInfo, timeZone: string) {
  return { kind, appVersion, createdAt: isoWithOffset(createdMs, timeZone), workstation, parts, contentBytes }
}

async function readPassphrase({ io, words }: Session): Promise<Result<string, AppError>> {
  const read = readSecretBytes(await io.readSecret(words.text('cli.backup.passphrase.prompt')))
  return read.ok ? ok(read.value) : fail(read.error)
}
