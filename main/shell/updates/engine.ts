import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater } from 'electron-updater'
import type { UpdatesDto } from '../../../preload/contract/dto'
import type { UpdateEngine } from './updates'

/** What electron-builder wrote into the package: on Windows also whose signature a new version must have. */
const announcement = join(process.resourcesPath, 'app-update.yml')

/** How this program, as it was installed, gets a new version. */
export function updateWay(): UpdatesDto['way'] {
  if (!app.isPackaged || !existsSync(announcement)) return 'none'
  if (process.platform !== 'linux') return 'signed'
  return process.env['APPIMAGE'] === undefined ? 'administrator' : 'checksum'
}

/** Loads electron-updater for this kind of package; null: there is nothing to replace. */
export async function loadUpdateEngine(): Promise<UpdateEngine | null> {
  const way = updateWay()
  if (way === 'none') return null
  if (process.platform === 'win32' && !/^publisherName:/m.test(readFileSync(announcement, 'utf8')))
    // The library would take any installer then.
    throw new Error('ERR_UPDATER_INVALID_SIGNATURE: this program was built without a signature')
  return engineOf(await updaterOf(way), way)
}

async function updaterOf(way: UpdatesDto['way']): Promise<AppUpdater> {
  const { AppImageUpdater, DebUpdater, MacUpdater, NsisUpdater } = await import('electron-updater')
  if (process.platform === 'win32') return new NsisUpdater()
  if (process.platform === 'darwin') return new MacUpdater()
  return way === 'checksum' ? new AppImageUpdater() : new DebUpdater()
}

function engineOf(updater: AppUpdater, way: UpdatesDto['way']): UpdateEngine {
  updater.logger = null // errors come back by the calls
  updater.autoDownload = false
  updater.allowDowngrade = false
  // Files of a new version are asked for whole: what a share or a simple server offers.
  updater.disableDifferentialDownload = true
  updater.on('error', () => undefined) // without a listener an event of that name is thrown
  return {
    way,
    check: async (url) => {
      updater.setFeedURL({ provider: 'generic', url })
      const found = await updater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    download: async (onPercent) => {
      const hear = ({ percent }: { percent: number }) => onPercent(percent)
      updater.on('download-progress', hear)
      updater.autoInstallOnAppQuit = true // asked once, when the download is done, and again at the end
      try {
        await updater.downloadUpdate()
      } finally {
        updater.off('download-progress', hear)
      }
    },
    installAtEnd: (on) => {
      updater.autoInstallOnAppQuit = on
    },
    install: (onFailed) => {
      updater.once('error', onFailed)
      app.releaseSingleInstanceLock() // the new one may be up before this process is gone
      updater.quitAndInstall(true, true)
    },
  }
}
