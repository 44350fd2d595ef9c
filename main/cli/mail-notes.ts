import type { App } from '../engine/app'
import type { Words } from './words'

/**
 * Lets the mails that are due go out before the process ends. What keeps them from it is a note for the person and never
 * changes what the command answers.
 */
export async function mailNotes(app: App, profileId: string | null, words: Words): Promise<readonly string[]> {
  await app.alerts.review(profileId)
  const { troubles } = await app.alerts.status()
  return troubles
    .filter(({ subject }) => subject === 'mail')
    .map(({ code, params }) => words.text('cli.mailTrouble', { reason: words.byCode('error', code, params) }))
}
