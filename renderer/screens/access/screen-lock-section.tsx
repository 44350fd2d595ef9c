import { useState } from 'react'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { SwitchField, TextInput } from '../../components/fields'
import { Notice } from '../../components/notice'
import { useAccess } from '../../hooks/use-access'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'

const usualMinutes = '15'

/** Bildschirmsperre: after how long nobody did anything the password is asked again. */
export function ScreenLockSection() {
  const { t, sentence } = useWords()
  const { lockAfterMinutes, reload } = useAccess()
  const [isOn, setIsOn] = useState(lockAfterMinutes !== null)
  const [minutes, setMinutes] = useState(lockAfterMinutes === null ? usualMinutes : String(lockAfterMinutes))
  const [isSaved, setIsSaved] = useState(false)
  const wanted = isOn ? Number(minutes) : null
  const isDirty = wanted !== lockAfterMinutes
  const { submit, isBusy, failure, clear } = useSubmit(
    () => call('access.setScreenLock', { lockAfterMinutes: wanted }),
    (answer) => {
      setIsSaved(answer.ok)
      if (answer.ok) reload()
    },
  )
  const changed = () => {
    setIsSaved(false)
    clear()
  }
  const isOfField = failure?.code === 'screen-lock-minutes'
  return (
    <section className="card padded settings-card screen-lock" aria-labelledby="screen-lock-title">
      <h2 id="screen-lock-title">{t('ui.screenLock.title')}</h2>
      <p className="hint">{t('ui.screenLock.text')}</p>
      <form className="form" onSubmit={submit(isDirty)}>
        <SwitchField
          label={t('ui.screenLock.on')}
          value={isOn}
          onChange={(on) => {
            setIsOn(on)
            changed()
          }}
        />
        {isOn && (
          <TextInput
            label={t('ui.screenLock.minutes')}
            width="short"
            inputMode="numeric"
            value={minutes}
            onChange={(typed) => {
              setMinutes(typed.replace(/\D/g, '').slice(0, 3))
              changed()
            }}
            error={isOfField ? sentence('error', failure.code, failure.params) : undefined}
          />
        )}
        {failure && !isOfField && <FailureNotice failure={failure} />}
        <div role="status">{isSaved && !isDirty && <Notice tone="good" title={t('ui.screenLock.saved')} />}</div>
        <div className="button-row">
          <ActionButton type="submit" look="primary" icon="check" isPending={isBusy} isDisabled={!isDirty}>
            {t('ui.save')}
          </ActionButton>
        </div>
      </form>
    </section>
  )
}
