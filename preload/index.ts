import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './contract/dto'
import { callChannel, factChannel, factNames } from './contract/names'

type Listener = (data: unknown) => void
const listeners = new Map<string, Set<Listener>>(factNames.map((name) => [name, new Set()]))

ipcRenderer.on(factChannel, (_event, name: string, data: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(data)
})

// The page reaches these two functions and nothing else. What goes in is checked by the main process, not here: a check
// in the page's own process guards nothing.
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
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

contextBridge.exposeInMainWorld('belegbote', bridge)
