import type { Answer, Bridge, CallInput, CallOutput } from '../preload/contract/dto'
import type { CallName } from '../preload/contract/names'

declare global {
  interface Window {
    /** Made by the preload script. */
    readonly belegbote: Bridge
  }
}

export type Failure = Extract<Answer<never>, { ok: false }>

/** Asks the main process. Never rejects: a broken line is an answer too. */
export async function call<K extends CallName>(name: K, input: CallInput<K>): Promise<Answer<CallOutput<K>>> {
  try {
    return await window.belegbote.call(name, input)
  } catch {
    return { ok: false, code: 'host-stopped', params: {} } // the main process is gone or restarting
  }
}

/** Imports dropped files and folders; their paths never come through the page. */
export async function drop(files: readonly File[]): Promise<Answer<CallOutput<'ledger.importDropped'>>> {
  try {
    return await window.belegbote.drop(files)
  } catch {
    return { ok: false, code: 'drop-not-usable', params: {} } // the preload script does not take it for files
  }
}
