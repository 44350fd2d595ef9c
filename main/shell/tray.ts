import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron'
import { type TrayAction, type TrayEntry, type TrayIcon, type TrayModel, trayIcons } from './tray-model'

type Pictures = Readonly<Record<TrayIcon, NativeImage>>

/** The only one who touches Electron's tray: shows a model, and draws only what became another one. */
export class TrayView {
  #tray: Tray | null = null
  #shown: TrayModel | null = null
  readonly #pictures: Pictures

  /** @param folder absolute path of `resources/icons/tray` */
  constructor(
    folder: string,
    private readonly onAction: (action: TrayAction) => void,
  ) {
    this.#pictures = picturesIn(folder)
  }

  render(model: TrayModel): void {
    const before = this.#shown
    this.#shown = model
    const tray = this.#tray ?? this.#create(model)
    if (model.icon !== before?.icon) tray.setImage(this.#pictures[model.icon])
    if (model.tooltip !== before?.tooltip) tray.setToolTip(model.tooltip)
    // Linux shows a changed entry only in a new menu.
    if (JSON.stringify(model.menu) !== JSON.stringify(before?.menu)) tray.setContextMenu(this.#menuOf(model))
  }

  #create(model: TrayModel): Tray {
    const tray = new Tray(this.#pictures[model.icon])
    // macOS opens the menu with the left button.
    if (process.platform !== 'darwin') tray.on('click', () => this.onAction({ do: 'open' }))
    this.#tray = tray
    return tray
  }

  #menuOf({ menu }: TrayModel): Menu {
    const line = { type: 'separator' as const }
    return Menu.buildFromTemplate(
      menu.flatMap((group, index) => [...(index === 0 ? [] : [line]), ...group.map((entry) => this.#itemOf(entry))]),
    )
  }

  #itemOf({ id, label, action, entries }: TrayEntry): MenuItemConstructorOptions {
    const text = label.replaceAll('&', '&&') // a single one would underline the next letter
    if (entries) return { id, label: text, submenu: entries.map((entry) => this.#itemOf(entry)) }
    return action ? { id, label: text, click: () => this.onAction(action) } : { id, label: text, enabled: false }
  }
}

/** Windows chooses from the sizes in an .ico, macOS colours a template, Linux takes one of two densities. */
function picturesIn(folder: string): Pictures {
  const ending = { win32: '.ico', darwin: 'Template.png' }[process.platform as string] ?? '-22.png'
  const load = (state: TrayIcon) => nativeImage.createFromPath(join(folder, `${state}${ending}`))
  const loaded = trayIcons.map((state) => [state, load(state)] as const)
  return Object.fromEntries(loaded) as Pictures // safe: one for every state
}
