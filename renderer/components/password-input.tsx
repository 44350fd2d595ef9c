import { useState } from 'react'
import { Input, type KeyboardEvent, Label, TextField, ToggleButton } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { FieldNotes } from './fields'
import { Icon } from './icon'

interface PasswordInputProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly autoComplete: 'current-password' | 'new-password'
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onLeave?: () => void
  readonly autoFocus?: boolean
}

/** A password that a person types here: can be looked at while it is typed, and says when Caps Lock is on. */
export function PasswordInput(props: PasswordInputProps) {
  const { label, hint, error, autoComplete, value, onChange, onLeave, autoFocus = false } = props
  const { t } = useWords()
  const [isSeen, setIsSeen] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const look = (event: KeyboardEvent) => {
    setCapsLock(event.getModifierState('CapsLock'))
    event.continuePropagation() // Escape is for the dialog around the field
  }
  return (
    <TextField
      className="field field-full"
      validationBehavior="aria"
      value={value}
      onChange={onChange}
      type={isSeen ? 'text' : 'password'}
      isInvalid={error !== undefined}
      autoComplete={autoComplete}
      autoFocus={autoFocus}
      spellCheck="false"
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => {
        setCapsLock(false)
        onLeave?.()
      }}
    >
      <Label className="field-label">{label}</Label>
      <span className="password-line">
        <Input className="text-input password-input" />
        <ToggleButton
          className="icon-button password-eye"
          aria-label={t('ui.access.showTyping', { label })}
          isSelected={isSeen}
          onChange={setIsSeen}
        >
          <Icon name={isSeen ? 'eyeOff' : 'eye'} />
        </ToggleButton>
      </span>
      <p role="status" className="field-hint caps-lock">
        {capsLock ? t('ui.access.capsLock') : ''}
      </p>
      <FieldNotes hint={hint} error={error} />
    </TextField>
  )
}
