import type { ProfileDraftDto, TestStepDto } from '../../../../preload/contract/dto'
import { isTextKey } from '../../../../resources/locales/texts'
import type { Words } from '../../../hooks/use-words'
import { usualPorts } from '../../../profile-form'

/** A step of the connection test; one that has no words yet shows its name. */
export function stepWords(name: string, { t }: Words): string {
  const key = `ui.test.step.${name}`
  return isTextKey(key) ? t(key) : name
}

/** What failed. Where the sentence of a run speaks of a next attempt, a test has one of its own. */
export function testSentence(kind: string, words: Words): string {
  const key = `ui.test.failure.${kind}`
  return isTextKey(key) ? words.t(key) : words.sentence('error', kind)
}

interface Failure {
  readonly step: TestStepDto
  readonly hostKey: string | null
  readonly tested: { readonly draft: ProfileDraftDto; readonly atMs: number }
  /** What was typed; a server that repeats it must not bring it into the text. */
  readonly secret: string | null
}

/** What the clipboard takes. */
const textMax = 1000
const detailMax = 300

/** The failure as plain text for whoever can mend it; nothing secret is in it. */
export function failureText({ step, hostKey, tested, secret }: Failure, words: Words): string {
  const { t } = words
  const { target } = tested.draft
  const rows: readonly (readonly [string, string])[] = [
    [t('ui.test.text.when'), words.dateTime(tested.atMs)],
    [t('ui.test.text.step'), stepWords(step.name, words)],
    [t('ui.test.text.cause'), step.error ? testSentence(step.error.kind, words) : ''],
    [t('ui.test.text.technical'), step.error ? `${step.error.kind} ${step.error.detail}`.slice(0, detailMax) : ''],
    [t('ui.form.protocol'), t(`ui.protocol.${target.protocol}`)],
    [t('ui.form.host'), target.host ?? ''],
    [t('ui.form.port'), target.protocol === 'folder' ? '' : String(target.port ?? usualPorts[target.protocol])],
    [t('ui.form.user'), target.user ?? ''],
    [t('ui.form.directory'), target.directory],
    [t('ui.test.text.hostKey'), hostKey ?? ''],
  ]
  const lines = rows.flatMap(([label, value]) => (value === '' ? [] : [`${label}: ${value}`]))
  const text = [t('ui.test.text.title'), ...lines].join('\n')
  return (secret === null ? text : text.replaceAll(secret, '•••')).slice(0, textMax)
}
