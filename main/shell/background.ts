import { join } from 'node:path'
import type { Texts } from '../../resources/locales/texts'
import type { DesktopAlert } from '../core/alert/alert'
import { assertNever } from '../core/assert'
import type { AppError } from '../engine/app'
import type { HostClient } from './host-client'
import type { HostFact } from './host-protocol'
import { notificationText, sentenceOf, summaryText } from './notification-text'
import { Notifications } from './notifications'
import type { PreferenceStore } from './preferences'
import { QuitQuestion } from './quit'
import { Restarts } from './restarts'
import { type StatusNews, StatusWatch } from './status-watch'
import { TrayView } from './tray'
import { type TrayAction, trayModel } from './tray-model'
import type { MainWindow } from './window'

export interface BackgroundParts {
  readonly host: HostClient
  readonly window: MainWindow
  readonly preferences: PreferenceStore
  readonly texts: () => Texts
  /** What is under way may be another thing now. */
  readonly onNews: (news: StatusNews) => void
  /** Absolute path of `resources/icons`. */
  readonly iconFolder: string
}

/** More profiles than these are shown in the window. */
const profilesMax = 15
/** More notifications than these become one. */
const notificationsMax = 3

/** What goes on without a window: the tray, the notifications, the worker's life. */
export class Background {
  readonly quit: QuitQuestion
  readonly #parts: BackgroundParts
  readonly #watch: StatusWatch
  readonly #tray: TrayView
  readonly #notifications: Notifications
  readonly #restarts = new Restarts()
  readonly #zone = Temporal.Now.timeZoneId()

  constructor(parts: BackgroundParts) {
    const { host, window, texts, iconFolder } = parts
    this.#parts = parts
    this.#notifications = new Notifications(join(iconFolder, 'belegbote.png'))
    this.#tray = new TrayView(join(iconFolder, 'tray'), (action) => this.#do(action))
    this.#watch = new StatusWatch(
      () => host.ask('alerts.status'),
      (news) => this.#draw(news),
      { now: () => Date.now(), later, zone: this.#zone },
    )
    this.quit = new QuitQuestion(
      texts,
      () => this.#running(),
      () => window.window,
    )
    this.#draw(this.#watch.news)
  }

  hear(fact: HostFact): void {
    switch (fact.name) {
      case 'host.changed':
        if (fact.data.host === 'running') this.#started()
        else this.#stopped()
        break
      case 'alerts.raised':
        void this.#tellAlerts()
        break
      case 'status.changed':
      case 'runs.changed':
      case 'profiles.changed':
      case 'workstation.changed':
        this.#watch.refresh()
        break
      default: // the page's business
    }
  }

  /** The person speaks another language now. */
  redraw(): void {
    this.#draw(this.#watch.news)
  }

  /** The computer was asleep, or nobody was at it. */
  awake(): void {
    void this.#parts.host.ask('schedule.tick').then(() => this.#watch.refresh())
  }

  /** Says once that the work goes on. */
  windowClosed(): void {
    const { preferences, texts, window } = this.#parts
    if (preferences.get().toldOfTray || !this.#notifications.areSupported) return
    preferences.set({ toldOfTray: true })
    const say = texts()
    this.#notifications.show({ title: say('notify.tray'), body: say('notify.tray.body') }, () => window.show())
  }

  #draw(news: StatusNews): void {
    const { status, problem } = news
    this.#parts.onNews(news)
    this.#tray.render(trayModel(status, this.#parts.texts(), Date.now(), this.#zone, { problem, profilesMax }))
  }

  #started(): void {
    this.#watch.started()
    void this.#tellAlerts() // what was raised while nobody was here to tell it
  }

  #stopped(): void {
    this.#watch.stopped()
    if (this.#restarts.take(performance.now())) {
      this.#parts.host.start()
      return
    }
    const say = this.#parts.texts()
    const text = { title: say('notify.hostStopped'), body: say('error.host-stopped') }
    this.#notifications.show(text, () => this.#parts.window.show())
  }

  /** Names of the profiles whose runs are under way now, as far as the worker tells it in time. */
  async #running(): Promise<readonly string[]> {
    const late = new Promise<StatusNews>((resolve) => later(1000, () => resolve(this.#watch.news)))
    const { status } = await Promise.race([this.#watch.fresh(), late])
    return status?.running.map((profile) => profile.name) ?? []
  }

  async #tellAlerts(): Promise<void> {
    // What is taken counts as told.
    if (!this.#notifications.areSupported) return
    const taken = await this.#parts.host.ask('alerts.takeDesktop')
    if (!taken.ok) return
    if (taken.value.length > notificationsMax) {
      const text = summaryText(taken.value, this.#parts.texts())
      this.#notifications.show(text, () => this.#parts.window.show({ screen: 'profiles', runId: null }))
    } else for (const alert of taken.value) this.#tellAlert(alert)
  }

  #tellAlert(alert: DesktopAlert): void {
    const text = notificationText(alert, this.#parts.texts(), Date.now(), this.#zone)
    this.#notifications.show(text, () => this.#showRun(alert.runId))
  }

  #showRun(runId: string | null): void {
    this.#parts.window.show(runId === null ? { screen: 'profiles', runId } : { screen: 'runs', runId })
  }

  #do(action: TrayAction): void {
    const { host, window } = this.#parts
    switch (action.do) {
      case 'open':
        window.show()
        break
      case 'show-profiles':
        this.#showRun(null)
        break
      case 'show-run':
        this.#showRun(action.runId)
        break
      case 'run':
        void this.#answer(action.name, host.ask('export.runNow', action.profileId))
        break
      case 'pause':
        void this.#answer('Belegbote', host.ask('schedule.pauseFor', action.span))
        break
      case 'resume':
        void this.#answer('Belegbote', host.ask('schedule.resume'))
        break
      case 'restart-host':
        host.start()
        break
      case 'quit':
        void this.quit.order()
        break
      default:
        assertNever(action)
    }
  }

  /** A menu cannot answer: a refusal comes as a notification. */
  async #answer(name: string, asked: Promise<{ readonly ok: boolean; readonly error?: AppError }>): Promise<void> {
    const answer = await asked
    if (answer.ok || !answer.error) return
    const say = this.#parts.texts()
    const text = { title: say('notify.refused', { name }), body: sentenceOf(answer.error, say) }
    this.#notifications.show(text, () => this.#showRun(null))
  }
}

function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
