import { Notification } from 'electron'
import { asMarkup, type NotificationText } from './notification-text'

const keptMax = 50

/** Shows what is to be told on the desktop. Where the desktop shows nothing, nothing happens. */
export class Notifications {
  /** Their clicks arrive as long as somebody holds them. */
  readonly #shown = new Set<Notification>()

  /** @param icon absolute path of a picture */
  constructor(private readonly icon: string) {}

  get areSupported(): boolean {
    return Notification.isSupported()
  }

  show({ title, body }: NotificationText, onClick: () => void): void {
    if (!this.areSupported) return
    const notification = new Notification({
      title,
      body: process.platform === 'linux' ? asMarkup(body) : body,
      ...(process.platform === 'darwin' ? {} : { icon: this.icon }),
    })
    const forget = () => this.#shown.delete(notification)
    notification.on('click', () => {
      forget()
      onClick()
    })
    notification.on('close', forget)
    notification.on('failed', forget)
    this.#shown.add(notification)
    // Not every desktop says that one was closed.
    const [oldest] = this.#shown
    if (oldest && this.#shown.size > keptMax) this.#shown.delete(oldest)
    notification.show()
  }
}
