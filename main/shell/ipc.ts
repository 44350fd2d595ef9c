import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { callChannel } from '../../preload/contract/names'
import { answerCall, type Handlers } from './answer'
import { isOwnPage } from './pages'

/** The only user of `ipcMain`: answers the calls of our own page, and refuses every other sender. */
export function serve(handlers: Handlers, onBug: (error: unknown) => void): void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) =>
    isTrusted(event) ? answerCall(handlers, name, input, onBug) : { ok: false, code: 'foreign-sender', params: {} },
  )
}

/** Our page in a window's top frame; never a frame inside it, never another address. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}
