import type { FormatFault } from '../core/formats/format'

/** What the engine itself finds in documents and selections, beside the format. Texts: `fault.` and `warning.<code>`. */
type Subject = Pick<FormatFault, 'mandant' | 'subject'>

/** A person decided to reverse a version that the ledger does not hold any more. */
export function sentVersionMissing(subject: Subject, version: number): FormatFault {
  return make('reject', 'sent-version-missing', subject, 'beleg', `${version}`)
}

/** Handed over in this older version; nobody decided yet. */
export function changedAfterExport(subject: Subject, sentVersion: number): FormatFault {
  return make('warning', 'changed-after-export', subject, 'beleg', `${sentVersion}`)
}

const selectionFields = { 'document-type': 'belegart', 'payment-method': 'zahlungsart', branch: 'filiale' } as const

/** A selected type, payment method or branch that the ledger does not know may be a slip of the pen: nobody would ever see it fail. */
export function selectionUnknown(kind: keyof typeof selectionFields, mandant: string, value: string): FormatFault {
  return make('warning', `${kind}-unknown`, { mandant, subject: null }, selectionFields[kind], value)
}

function make(
  level: FormatFault['level'],
  code: string,
  { mandant, subject }: Subject,
  field: string,
  value: string,
): FormatFault {
  return { level, code, mandant, subject, field, value }
}
