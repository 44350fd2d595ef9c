import { type DragEvent, useState } from 'react'
import type { AddedInvoiceDto, Answer, FactData, ImportSummaryDto } from '../../preload/contract/dto'
import { call, drop } from '../api'
import { useCall } from './use-call'
import { useFact } from './use-fact'

/** Fills the ledger: by a dialog of the system, or by what is dropped. One import at a time. */
export function useLedgerImport() {
  const [isBusy, setIsBusy] = useState(false)
  const [progress, setProgress] = useState<FactData<'import.progress'> | null>(null)
  const [failure, setFailure] = useState<Extract<Answer<never>, { ok: false }> | null>(null)
  const [invoices, setInvoices] = useState<readonly AddedInvoiceDto[] | null>(null)
  const last = useCall('ledger.lastImport', {}, ['ledger.changed', 'host.changed'])
  useFact('import.progress', setProgress)
  const take = async (ask: () => Promise<Answer<ImportSummaryDto | null>>) => {
    if (isBusy) return
    setIsBusy(true)
    setProgress(null)
    setFailure(null)
    setInvoices(null)
    const answer = await ask()
    setIsBusy(false)
    setFailure(answer.ok || answer.code === 'import-faults' ? null : answer)
    setInvoices(answer.ok ? (answer.value?.invoices ?? null) : null)
    last.reload()
  }
  return {
    isBusy,
    progress,
    /** Why nothing was even looked at; a fault list stands in `last`. */
    failure,
    last,
    /** What became of the e-invoices among it; null: there were none. */
    invoices,
    fromFolder: () => void take(() => call('ledger.importFolder', {})),
    fromFile: () => void take(() => call('ledger.importFile', {})),
    fromDrop: (files: readonly File[]) => void take(() => drop(files)),
  }
}

/** Whether files are held over the element, and what was dropped. Texts and links are left alone. */
export function useFileDrop(isOn: boolean, onFiles: (files: readonly File[]) => void) {
  const [isOver, setIsOver] = useState(false)
  const hasFiles = (event: DragEvent) => isOn && event.dataTransfer.types.includes('Files')
  return {
    isOver,
    zone: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setIsOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        // safe: what the pointer goes to is a node of this page, or nothing
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setIsOver(false)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}
