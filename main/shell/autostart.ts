import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import { autostartEntry, isEntryOn, type StartCommand } from './autostart-entry'

/** Start without a window. */
export const hiddenSwitch = '--hidden'

/** Start at sign-in. The system keeps the setting; it is read back from there, never remembered here. */
export interface Autostart {
  isOn(): boolean
  set(on: boolean): Result<void, AppError>
  /** Names the program where it is now: an update or a move may have changed that. */
  refresh(): void
}

export interface Installation {
  /** As it was given on the command line; null: the usual one. */
  readonly profileDir: string | null
  readonly workstationName: string | null
}

/** @param comment what the desktop shows beside the entry */
export function createAutostart(installation: Installation, comment: () => string): Autostart {
  const command = startCommand(installation)
  if (process.platform !== 'linux') return loginItem(command, nameOf(installation))
  const folder = join(app.getPath('appData'), 'autostart')
  return entryFile(join(folder, `${nameOf(installation)}.desktop`), folder, () => autostartEntry(command, comment()))
}

/** Two installations of one person each have their own. */
function nameOf({ profileDir }: Installation): string {
  if (profileDir === null) return 'belegbote'
  return `belegbote-${createHash('sha256').update(profileDir).digest('hex').slice(0, 8)}`
}

/** `$APPIMAGE` is the file that was started; what runs then lies in a mount that the next start does not have. */
function startCommand({ profileDir, workstationName }: Installation): StartCommand {
  const own = app.isPackaged ? [] : [app.getAppPath()]
  const args = [
    ...own,
    hiddenSwitch,
    ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
    ...(profileDir === null ? [] : [`--profile-dir=${profileDir}`]),
    ...(workstationName === null ? [] : [`--workstation=${workstationName}`]),
  ]
  return { program: process.env['APPIMAGE'] ?? process.execPath, args }
}

/** Windows and macOS. */
function loginItem({ program, args }: StartCommand, name: string): Autostart {
  const item = { path: program, args: [...args], name }
  const isOn = () => app.getLoginItemSettings(item).openAtLogin
  const set = (on: boolean) => {
    app.setLoginItemSettings({ ...item, openAtLogin: on })
    return isOn() === on ? ok() : failed(program)
  }
  return { isOn, set, refresh: () => undefined }
}

/** Linux: Electron's own call does nothing there. */
function entryFile(path: string, folder: string, text: () => string): Autostart {
  const read = () => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return null // there is none, or nobody may read it: the desktop will not start it either
    }
  }
  const isOn = () => isEntryOn(read() ?? '')
  const set = (on: boolean) => {
    try {
      if (on) {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(path, text())
      } else rmSync(path, { force: true })
    } catch {
      return failed(folder) // no right to write, no space
    }
    return ok()
  }
  return {
    isOn,
    set,
    refresh: () => {
      if (isOn() && read() !== text()) set(true)
    },
  }
}

function failed(path: string): Result<never, AppError> {
  return fail({ class: 'failed', code: 'autostart-failed', params: { path } })
}
