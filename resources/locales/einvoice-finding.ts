import { isTextKey, type Texts } from './texts'

/** What was found about an e-invoice, as it travels. */
export interface SpokenFinding {
  readonly code: string
  /** Business term as `BT-112`. */
  readonly field: string
  readonly value: string
  readonly params?: Readonly<Record<string, string | number>> | undefined
}

/** The sentence of a finding: what is wrong and who must do what, with the field by its name. */
export function findingSentence(texts: Texts, { code, field, value, params }: SpokenFinding): string {
  const key = `einvoice.${code}`
  return isTextKey(key) ? texts(key, { ...params, value, field: fieldName(texts, field) }) : code
}

function fieldName(texts: Texts, field: string): string {
  const key = `einvoice.field.${field}`
  return isTextKey(key) ? texts(key) : field
}
