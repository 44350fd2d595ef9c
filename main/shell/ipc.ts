import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { callChannel, dropChannel } from '../../preload/contract/names'
import { answerCall, answerPage, type Handlers } from './answer'
import { isOwnPage } from './pages'

/** The only user of `ipcMain`: answers the calls of our own page, and refuses every other sender. */
export function serve(handlers: Handlers, onBug: (error: unknown) => void): void {
  const foreign = { ok: false, code: 'foreign-sender', params: {} } as const
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) =>
    isTrusted(event) ? answerPage(handlers, name, input, onBug) : foreign,
  )
  ipcMain.handle(dropChannel, (event, paths: unknown) =>
    isTrusted(event) ? answerCall(handlers, 'ledger.importDropped', { paths }, onBug) : foreign,
  )
}

/** Our page in a window's top frame; never a frame inside it, never another address. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}
