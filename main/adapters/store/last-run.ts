import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { type LastRunMark, StoreRefused } from '../../core/store-ports'
import { toStoreError } from '../sqlite/failure'

/** The file `last-run` beside the database; see `LastRunMark`. */
export interface LastRunFile extends LastRunMark {
  /** 0 when there is no file, null when it holds no number. */
  read(): number | null
  /** Also lowers the number; only adopting may do that. */
  replace(runNo: number): void
}

export function openLastRun(path: string): LastRunFile {
  const read = () => {
    if (!existsSync(path)) return 0
    const text = readFileSync(path, 'utf8').trim()
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  }
  const replace = (runNo: number) => writeWhole(path, `${runNo}\n`)
  return {
    read,
    replace,
    record: (runNo) => {
      const stored = read()
      if (stored === null || runNo <= stored) return
      try {
        replace(runNo)
      } catch (error) {
        throw new StoreRefused(toStoreError(error, path))
      }
    },
  }
}

function writeWhole(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`
  const file = openSync(part, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(part, path)
}
