import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './contract/dto'
import { callChannel, factChannel, factNames } from './contract/names'

// The page reaches these two functions and nothing else. What goes in is checked by the main process, not here: a check
// in the page's own process guards nothing.
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  on: (name, listener) => {
    if (!factNames.includes(name)) throw new Error(`unknown fact: ${String(name)}`)
    const receive = (_event: unknown, fact: unknown, data: unknown) => {
      // safe: the main process sends only what `facts` describes for this name
      if (fact === name) listener(data as Parameters<typeof listener>[0])
    }
    ipcRenderer.on(factChannel, receive)
    return () => {
      ipcRenderer.off(factChannel, receive)
    }
  },
}

contextBridge.exposeInMainWorld('belegbote', bridge)
