import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from './contract/dto'
import { callChannel, dropChannel, factChannel, factNames } from './contract/names'

type Listener = (data: unknown) => void
const listeners = new Map<string, Set<Listener>>(factNames.map((name) => [name, new Set()]))

ipcRenderer.on(factChannel, (_event, name: string, data: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(data)
})

// The page reaches these three functions and nothing else. What goes in is checked by the main process, not here: a check
// in the page's own process guards nothing.
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  // The path of a file comes from the system; one that the page made up itself has none, and is refused.
  drop: (files) => ipcRenderer.invoke(dropChannel, files.map(pathOf)),
  on: (name, listener) => {
    const hearing = listeners.get(name)
    if (!hearing) throw new Error(`unknown fact: ${String(name)}`)
    // safe: the main process sends only what `facts` describes for this name
    const hear: Listener = (data) => listener(data as Parameters<typeof listener>[0])
    hearing.add(hear)
    return () => {
      hearing.delete(hear)
    }
  },
}

const pathOf = (file: object) => (file instanceof File ? webUtils.getPathForFile(file) : '')

contextBridge.exposeInMainWorld('belegbote', bridge)
