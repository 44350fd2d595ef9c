import { join } from 'node:path'
import { app, Menu, powerMonitor, protocol } from 'electron'
import { createTexts } from '../../resources/locales/texts'
import type { Log } from '../core/ports'
import { createAutostart, hiddenSwitch } from './autostart'
import { Background } from './background'
import { createBugLog } from './bug-log'
import { createDesktop } from './desktop'
import { mayDiscard } from './discard'
import { Doorkeeper } from './doorkeeper'
import { guarded } from './gate'
import { createHandlers } from './handlers'
import { HostClient } from './host-client'
import type { HostFact } from './host-protocol'
import { serve } from './ipc'
import { scheme, servePage } from './pages'
import { watchPower } from './power'
import { PreferenceStore } from './preferences'
import { harden } from './security'
import { activityOf, startedByInstaller, startUpdates } from './updates/start'
import { MainWindow, windowPlaces } from './window'

export interface ShellOptions {
  /** Built worker script. */
  readonly hostScript: URL
  /** Absolute path of the build's folder (`out/`). */
  readonly outFolder: string
  /** The log of the installation in that folder. */
  readonly openLog: (profileDir: string) => Log
}

/** Brings the app up: one instance per profile folder, the worker, the tray, and the window unless it starts hidden. */
export function startShell(options: ShellOptions): void {
  const profileDir = app.commandLine.getSwitchValue('profile-dir')
  if (profileDir) app.setPath('userData', profileDir)
  // Chromium's own files do not lie between ours.
  app.setPath('sessionData', join(app.getPath('userData'), 'chromium'))
  // Windows shows notifications only of an app with a name, and the login item goes by it, too.
  app.setAppUserModelId('de.belegbote.app')
  Menu.setApplicationMenu(null)
  // Forms and tables need no graphics card; without it a third of the memory in the tray is saved (ADR 0083).
  app.disableHardwareAcceleration()
  // With --no-sandbox (root, containers) enableSandbox() would make every child process abort.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  if (app.requestSingleInstanceLock()) void app.whenReady().then(() => run(options))
  else app.quit()
}

function run({ hostScript, outFolder, openLog }: ShellOptions): void {
  const installation = { profileDir: givenSwitch('profile-dir'), workstationName: givenSwitch('workstation') }
  const profileDir = app.getPath('userData')
  const log = openLog(profileDir)
  const bugs = createBugLog(log, (text) => process.stderr.write(text))
  const preferences = new PreferenceStore(profileDir)
  const texts = () => createTexts(preferences.get().language)
  let isEnding = false
  const window = new MainWindow(windowPlaces(outFolder), preferences, {
    closed: () => {
      if (isEnding) return
      background.windowClosed()
      updates.weigh()
    },
    quitKey: () => void background.quit.order(),
    mayDiscard: (shown) => isEnding || mayDiscard(shown, texts()),
  })
  const hear = (fact: HostFact) => {
    if (door.letsOut(fact.name)) window.tell(fact)
    background.hear(fact)
  }
  const host = new HostClient(hostScript, { ...installation, profileDir }, hear, bugs.death)
  const restart = async () => {
    await host.stop()
    host.start()
  }
  const door = new Doorkeeper(host, () => window.tell({ name: 'access.changed', data: {} }))
  const updates = startUpdates({ host, window, preferences, installation, log })
  const background = new Background({
    ...{ host, window, preferences, texts },
    onNews: (news) => updates.heard(activityOf(news)),
    iconFolder: join(outFolder, '..', 'resources', 'icons'),
  })
  const autostart = createAutostart(installation, () => texts()('autostart.comment'))
  const rendererFolder = join(outFolder, 'renderer')
  harden()
  protocol.handle(scheme, (request) => servePage(rendererFolder, request.url))
  const ours = createDesktop(preferences, window, autostart, () => background.redraw(), restart)
  const desktop = { ...ours, updates }
  serve(
    guarded(door, (gated) => createHandlers(gated, desktop, door)),
    bugs.bug,
  )
  host.start()
  autostart.refresh()
  if (!startsHidden(preferences)) window.show()
  app.on('second-instance', (_event, line) => line.includes(hiddenSwitch) || window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => undefined) // without a listener Electron would quit
  app.on('before-quit', () => {
    isEnding = true
  })
  watchPower(powerMonitor, {
    awake: () => background.awake(),
    shutdown: () => {
      updates.shutdown()
      app.quit()
    },
  })
  endWith(host)
  keepKeychainLoaded()
}

const givenSwitch = (name: string) => app.commandLine.getSwitchValue(name) || null

/** macOS hands no arguments to what it starts at sign-in. */
function startsHidden(preferences: PreferenceStore): boolean {
  if (process.argv.includes(hiddenSwitch) || preferences.get().startMinimised) return true
  if (startedByInstaller(preferences)) return true
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/**
 * When the last thread that uses the keychain's library ends, the system unloads it, and GLib cannot be loaded twice: a worker
 * that is started again would hang at its first password. Held here, it stays. It is never called from here.
 */
function keepKeychainLoaded(): void {
  // Where there is no keychain library at all, the worker finds that out by itself and says so.
  import('@github/keytar').catch(() => undefined)
}

/**
 * The worker commits and closes before the process ends; the second `quit` finds it stopped and goes through. Where a thread of
 * the worker is stuck in the system, every orderly end would wait for it, unseen and with the installation locked.
 */
function endWith(host: HostClient): void {
  app.on('will-quit', (event) => {
    if (host.state === 'stopped') return
    event.preventDefault()
    void host.stop().then((end) => (end === 'ended' ? app.quit() : process.kill(process.pid, 'SIGKILL')))
  })
}
