import type { FormatSettings } from '../../core/formats/settings'

/** Value of a choice or text; null where it is not known. */
export function choice(settings: FormatSettings | null, key: string): string | null {
  const value = settings?.[key]
  return typeof value === 'string' ? value : null
}

/** Which column stands under a heading, as a person chose it; null where that is not known. */
export function chosenHeadings(settings: FormatSettings | null, key: string): ReadonlyMap<string, string> | null {
  const value = settings?.[key]
  if (value === undefined || typeof value === 'string' || typeof value === 'boolean') return null
  return new Map(value.map(({ heading, column }) => [heading, column]))
}
