import type { Log } from '../../core/ports'
import type { Installation } from '../autostart'
import type { HostClient } from '../host-client'
import type { PreferenceStore } from '../preferences'
import type { StatusNews } from '../status-watch'
import type { MainWindow } from '../window'
import { loadUpdateEngine, updateWay } from './engine'
import { Updates } from './updates'

export interface UpdateSurroundings {
  readonly host: HostClient
  readonly window: MainWindow
  readonly preferences: PreferenceStore
  readonly installation: Installation
  readonly log: Log
}

/** The updates of this program, as it is started here. */
export function startUpdates({ host, window, preferences, installation, log }: UpdateSurroundings): Updates {
  return new Updates({
    loadEngine: loadUpdateEngine,
    way: updateWay(),
    source: () => preferences.get().updates,
    keepSource: (updates) => preferences.set({ updates }),
    log,
    onChange: () => window.tell({ name: 'updates.changed', data: {} }),
    nowMs: () => Date.now(),
    later: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    // The installer starts the program without the arguments that name another folder.
    mayRestart: installation.profileDir === null && installation.workstationName === null,
    hasWindow: () => window.window !== null,
    stopWork: async () => {
      preferences.set({ openAfterUpdate: window.window !== null })
      await host.stop()
    },
    startWork: () => host.start(),
  })
}

export function activityOf({ status }: StatusNews) {
  return { isRunning: status && status.running.length > 0, nextRunMs: status?.nextRun?.atMs ?? null }
}

/** Whether the installer of a new version started the program, and nobody sits in front of it. */
export function startedByInstaller(preferences: PreferenceStore): boolean {
  const isAfterUpdate = process.argv.includes('--updated') || process.env['APPIMAGE_SILENT_INSTALL'] === 'true'
  if (!isAfterUpdate) return false
  const { openAfterUpdate } = preferences.get()
  preferences.set({ openAfterUpdate: false })
  return !openAfterUpdate
}
