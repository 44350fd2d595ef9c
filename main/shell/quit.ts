import { app, type BrowserWindow, dialog } from 'electron'
import type { Texts } from '../../resources/locales/texts'

/** The order to quit that a person gave: asks before it stops what is under way. */
export class QuitQuestion {
  #open = false

  /**
   * @param running names of the profiles whose runs are under way
   * @param window the dialog belongs to it, where there is one
   */
  constructor(
    private readonly texts: () => Texts,
    private readonly running: () => Promise<readonly string[]>,
    private readonly window: () => BrowserWindow | null,
  ) {}

  async order(): Promise<void> {
    if (this.#open) return
    this.#open = true
    const names = await this.running()
    const yes = names.length === 0 || (await this.#ask(names))
    this.#open = false
    if (yes) app.quit()
  }

  async #ask(names: readonly string[]): Promise<boolean> {
    const texts = this.texts()
    const options = {
      type: 'question' as const,
      message: texts('quit.message', { count: names.length, names: names.join(', ') }),
      detail: texts('quit.detail'),
      buttons: [texts('quit.stay'), texts('quit.now')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    }
    const window = this.window()
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
    return response === 1
  }
}
