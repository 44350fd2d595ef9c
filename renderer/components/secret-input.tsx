import { useWords } from '../hooks/use-words'
import { TextInput } from './fields'
import { StatusMark } from './status-mark'

interface SecretInputProps {
  readonly label: string
  readonly hint?: string
  readonly isSet: boolean
  readonly isNeeded: boolean
  /** What is typed now; what is stored is never known here. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Goes in and never comes back: shows whether one is set, and replaces it. */
export function SecretInput({ label, hint, isSet, isNeeded, value, onChange }: SecretInputProps) {
  const { t } = useWords()
  return (
    <TextInput
      label={label}
      hint={hint ?? t('ui.secret.hint')}
      type="password"
      value={value}
      onChange={onChange}
      placeholder={isSet ? t('ui.secret.replace') : ''}
      mark={
        isSet ? (
          <StatusMark tone="good" word={t('ui.secret.set')} />
        ) : (
          isNeeded && <StatusMark tone="waiting" word={t('ui.secret.missing')} />
        )
      }
    />
  )
}
