import type { KnownIncident, Success, Trouble } from './alert-store'

/** What becomes of a profile's incident. */
export type IncidentStep =
  | { readonly step: 'none' }
  | { readonly step: 'open'; readonly trouble: Trouble }
  | { readonly step: 'update'; readonly trouble: Omit<Trouble, 'sinceMs'> }
  | { readonly step: 'end'; readonly outcome: 'recovered' | 'dropped' }

/**
 * The next step of a profile's incident; ask again after `end`, for another one may begin at once. It ends by a success
 * after its beginning. Trouble that just goes away (a run was released) leaves it open until then, for nobody has to act.
 * @param watched false: removed, switched off, or run by another computer
 */
export function incidentStep(
  open: KnownIncident | null,
  trouble: Trouble | null,
  { watched, lastSuccess }: { readonly watched: boolean; readonly lastSuccess: Success | null },
): IncidentStep {
  if (!open) return trouble ? { step: 'open', trouble } : { step: 'none' }
  const hasWorked = (lastSuccess?.no ?? 0) > open.successNo
  if (hasWorked && (!trouble || isAnother(trouble, open))) return { step: 'end', outcome: 'recovered' }
  if (trouble) return isSame(trouble, open) ? { step: 'none' } : { step: 'update', trouble }
  if (!watched) return { step: 'end', outcome: 'dropped' }
  return open.needsPerson ? { step: 'update', trouble: { ...open, needsPerson: false } } : { step: 'none' }
}

/** Trouble that began after things had worked in between. A run that stood still all the time is the old one. */
function isAnother(trouble: Trouble, open: KnownIncident): boolean {
  return trouble.cause === 'run' ? trouble.runId !== open.runId : trouble.sinceMs > open.sinceMs
}

function isSame(trouble: Trouble, open: KnownIncident): boolean {
  return (
    trouble.cause === open.cause &&
    trouble.runId === open.runId &&
    trouble.code === open.code &&
    trouble.needsPerson === open.needsPerson &&
    JSON.stringify(trouble.params) === JSON.stringify(open.params)
  )
}
