import { useState } from 'react'
import type { Failure } from '../../api'
import { FailureNotice } from '../../components/failure-notice'
import { TextInput } from '../../components/fields'
import { PasswordInput } from '../../components/password-input'
import { useWords } from '../../hooks/use-words'

/** Which field a refusal speaks of; the others are said below the form. */
const ofName: readonly string[] = ['user-name-malformed', 'user-name-reserved', 'user-name-taken']
const ofPassword: readonly string[] = ['password-too-short', 'password-too-long', 'password-is-name']

interface PartProps {
  readonly failure: Failure | null
  /** The person changes something: what was said before holds no longer. */
  readonly onChange: () => void
}

/** A refusal as the sentence of one field. */
function useErrorOf(codes: readonly string[], failure: Failure | null): string | undefined {
  const { sentence } = useWords()
  return failure && codes.includes(failure.code) ? sentence('error', failure.code, failure.params) : undefined
}

interface NameFieldProps extends PartProps {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly autoFocus?: boolean
}

export function NameField({ value, onValue, failure, onChange, autoFocus = false }: NameFieldProps) {
  const { t } = useWords()
  return (
    <TextInput
      label={t('ui.account.name')}
      hint={t('ui.account.nameHint')}
      error={useErrorOf(ofName, failure)}
      value={value}
      onChange={(typed) => {
        onValue(typed)
        onChange()
      }}
      autoFocus={autoFocus}
    />
  )
}

/** A new password is typed twice: nobody can read what was mistyped. */
export interface NewPassword {
  readonly password: string
  readonly repeated: string
}
export const noPassword: NewPassword = { password: '', repeated: '' }
export const isComplete = ({ password, repeated }: NewPassword) => password !== '' && password === repeated

interface NewPasswordFieldsProps extends PartProps {
  readonly value: NewPassword
  readonly onValue: (value: NewPassword) => void
  readonly label?: string
  readonly autoFocus?: boolean
}

export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { value, onValue, failure, onChange, label, autoFocus = false } = props
  const { t } = useWords()
  const [wasLeft, setWasLeft] = useState(false)
  const differs = value.repeated !== '' && value.password !== value.repeated
  const change = (next: Partial<NewPassword>) => {
    onValue({ ...value, ...next })
    onChange()
  }
  return (
    <>
      <PasswordInput
        label={label ?? t('ui.account.password')}
        hint={t('ui.account.passwordHint')}
        error={useErrorOf(ofPassword, failure)}
        autoComplete="new-password"
        value={value.password}
        onChange={(password) => change({ password })}
        autoFocus={autoFocus}
      />
      <PasswordInput
        label={t('ui.account.repeat')}
        error={wasLeft && differs ? t('ui.account.differs') : undefined}
        autoComplete="new-password"
        value={value.repeated}
        onChange={(repeated) => change({ repeated })}
        onLeave={() => setWasLeft(true)}
      />
    </>
  )
}

/** A refusal that speaks of no field. */
export function OtherFailure({ failure }: { failure: Failure | null }) {
  if (!failure || ofName.includes(failure.code) || ofPassword.includes(failure.code)) return null
  return <FailureNotice failure={failure} />
}

export const speaksOfField = (failure: Failure) => ofName.includes(failure.code) || ofPassword.includes(failure.code)
