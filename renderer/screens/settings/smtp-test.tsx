import { useState } from 'react'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { TextInput } from '../../components/fields'
import { MailResult } from '../../components/mail-result'
import { useWords } from '../../hooks/use-words'

interface Tested {
  readonly address: string
  readonly answer: string | null
  readonly failure: Failure | null
}

/** Sends a message with what is saved, and shows what the server said. */
export function SmtpTest({ isSetUp, isDirty }: { isSetUp: boolean; isDirty: boolean }) {
  const { t } = useWords()
  const [address, setAddress] = useState('')
  const [busy, setBusy] = useState(false)
  const [tested, setTested] = useState<Tested | null>(null)
  const test = async () => {
    setBusy(true)
    setTested(null)
    const answer = await call('smtp.test', { address })
    setBusy(false)
    if (answer.ok) setTested({ address, answer: answer.value.answer, failure: null })
    else setTested({ address, answer: answer.answer ?? null, failure: answer })
  }
  const may = isSetUp && !isDirty
  const hint = isSetUp ? (isDirty ? 'ui.smtp.test.unsaved' : 'ui.smtp.test.hint') : 'ui.smtp.test.first'
  return (
    <section className="card padded settings-card" aria-labelledby="smtp-test-title">
      <h2 id="smtp-test-title">{t('ui.smtp.test.title')}</h2>
      <p className="hint">{t(hint)}</p>
      <div className="field-row field-row-end">
        <TextInput
          label={t('ui.smtp.test.address')}
          type="email"
          value={address}
          onChange={setAddress}
          isDisabled={!may}
        />
        <ActionButton
          icon="send"
          isDisabled={!may || address.trim() === ''}
          isPending={busy}
          onPress={() => void test()}
        >
          {t('ui.email.test')}
        </ActionButton>
      </div>
      {tested && <MailResult {...tested} />}
    </section>
  )
}
