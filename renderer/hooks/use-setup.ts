import { useState } from 'react'
import { call } from '../api'

export interface Setup {
  /** Null: nobody opened or closed the assistant in this window; what is stored counts. */
  readonly isOpen: boolean | null
  open(): void
  /** Finished, or put off: it does not come up by itself again. */
  close(): void
}

/** Whether the assistant stands in place of the screens; remembered, so that the next start goes on with it. */
export function useSetup(): Setup {
  const [isOpen, setIsOpen] = useState<boolean | null>(null)
  const set = (open: boolean) => {
    setIsOpen(open)
    void call('setup.set', { open })
  }
  return { isOpen, open: () => set(true), close: () => set(false) }
}
