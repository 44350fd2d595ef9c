import type { FaultList } from '../faults'
import { fits, fitText } from './text'

/** Text as a field of this length takes it in Windows-1252; says what it had to change, rejects what it cannot write. */
export function ansiField(raw: string | null, max: number, field: string, faults: FaultList): string {
  const trimmed = raw?.trim() ?? ''
  if (trimmed === '' || fits(trimmed, max)) return trimmed
  const fitted = fitText(trimmed, max)
  if (fitted.unknown !== '') faults.reject('format-text-characters', field, fitted.unknown)
  if (fitted.transliterated) faults.warn('format-text-replaced', field, trimmed)
  if (fitted.cut) faults.warn('format-text-cut', field, trimmed)
  return fitted.text.trim()
}
