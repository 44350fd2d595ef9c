import { join } from 'node:path'
import { app, clipboard, dialog, Menu, protocol } from 'electron'
import { createTexts } from '../../resources/locales/texts'
import { createHandlers, type Desktop } from './handlers'
import { HostClient } from './host-client'
import type { HostFact } from './host-protocol'
import { serve } from './ipc'
import { scheme, servePage } from './pages'
import { PreferenceStore } from './preferences'
import { harden } from './security'
import { MainWindow, windowPlaces } from './window'

export interface ShellOptions {
  /** Built worker script. */
  readonly hostScript: URL
  /** Absolute path of the build's folder (`out/`). */
  readonly outFolder: string
}

/** Brings the app up: one instance per profile folder, the worker, the window. */
export function startShell(options: ShellOptions): void {
  const profileDir = app.commandLine.getSwitchValue('profile-dir')
  if (profileDir) app.setPath('userData', profileDir)
  // Chromium's own files do not lie between ours.
  app.setPath('sessionData', join(app.getPath('userData'), 'chromium'))
  // With --no-sandbox (root, containers) enableSandbox() would make every child process abort.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  if (app.requestSingleInstanceLock()) void app.whenReady().then(() => run(options))
  else app.quit()
}

function run({ hostScript, outFolder }: ShellOptions): void {
  const profileDir = app.getPath('userData')
  const workstationName = app.commandLine.getSwitchValue('workstation') || null
  const preferences = new PreferenceStore(profileDir)
  const window = new MainWindow(windowPlaces(outFolder), preferences, {
    closed: () => undefined,
    quitKey: () => app.quit(),
  })
  const tell = (fact: HostFact) => window.tell(fact)
  const host = new HostClient(hostScript, { profileDir, workstationName }, tell, reportBug)
  const rendererFolder = join(outFolder, 'renderer')
  Menu.setApplicationMenu(null)
  harden()
  protocol.handle(scheme, (request) => servePage(rendererFolder, request.url))
  serve(createHandlers(host, desktopOf(preferences, window)), reportBug)
  host.start()
  window.show()
  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => app.quit())
  endWith(host)
  keepKeychainLoaded()
}

/**
 * When the last thread that uses the keychain's library ends, the system unloads it, and GLib cannot be loaded twice: a worker
 * that is started again would hang at its first password. Held here, it stays. It is never called from here.
 */
function keepKeychainLoaded(): void {
  // Where there is no keychain library at all, the worker finds that out by itself and says so.
  import('@github/keytar').catch(() => undefined)
}

function desktopOf(preferences: PreferenceStore, main: MainWindow): Desktop {
  return {
    version: app.getVersion(),
    language: () => preferences.get().language,
    setLanguage: (language) => preferences.set({ language }),
    copy: (text) => clipboard.writeText(text),
    takeView: () => main.takeView(),
    chooseFolder: async () => {
      const texts = createTexts(preferences.get().language)
      const { window } = main
      const options = { title: texts('ui.import.chooseFolder'), properties: ['openDirectory' as const] }
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.filePaths[0] ?? null
    },
  }
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

/** A bug in a handler, or what the worker died of. */
function reportBug(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}
