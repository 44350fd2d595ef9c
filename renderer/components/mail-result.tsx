import type { Failure } from '../api'
import { useWords } from '../hooks/use-words'
import { Notice } from './notice'

interface MailResultProps {
  readonly address: string
  /** The mail server's own words; null: it gave none. */
  readonly answer: string | null
  readonly failure: Failure | null
}

/** What became of a test message: the server's answer, or what went wrong and who can mend it. */
export function MailResult({ address, answer, failure }: MailResultProps) {
  const { t, sentence } = useWords()
  const title = failure
    ? t('ui.email.testFailed', { address, reason: sentence('error', failure.code, failure.params) })
    : t('ui.email.tested', { address })
  // The sentence of a refusal may quote the server already.
  const isQuoted = answer !== null && title.includes(answer)
  return (
    <Notice tone={failure ? 'attention' : 'good'} isAlert title={title}>
      {answer !== null && !isQuoted && <p className="detail">{t('ui.email.answer', { answer })}</p>}
    </Notice>
  )
}
