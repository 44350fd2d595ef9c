import type { ReactNode } from 'react'
import {
  FieldError,
  Input,
  type KeyboardEvent,
  Label,
  Radio,
  RadioGroup,
  Switch,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import { Icon } from './icon'

interface FieldProps {
  readonly label: string
  /** A sentence below the field; stays beside an error. */
  readonly hint?: string | undefined
  /** What is wrong, as a sentence; nothing: the field is right, or was not left yet. */
  readonly error?: string | undefined
  /** The person left the field: from now on it says what is wrong. */
  readonly onLeave?: (() => void) | undefined
}

/** Below every field: what is wrong with it, or what belongs into it. */
export function FieldNotes({ hint, error }: Pick<FieldProps, 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error ?? ''}</FieldError>
    </>
  )
}

interface TextInputProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'url'
  readonly placeholder?: string
  readonly inputMode?: TextFieldProps['inputMode']
  readonly width?: 'full' | 'short'
  readonly rows?: number
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
  readonly autoFocus?: boolean
  readonly onKeyDown?: (event: KeyboardEvent) => void
  /** Stands at the end of the label's line. */
  readonly mark?: ReactNode
}

export function TextInput(props: TextInputProps) {
  const { label, hint, error, onLeave, value, onChange, type = 'text', placeholder, width = 'full', rows, mark } = props
  return (
    <TextField
      className={`field field-${width}`}
      validationBehavior="aria"
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={error !== undefined}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      autoFocus={props.autoFocus ?? false}
      autoComplete={type === 'password' ? 'new-password' : 'off'}
      {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      {...(props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown })}
    >
      <span className="field-line">
        <Label className="field-label">{label}</Label>
        {mark}
      </span>
      {rows === undefined ? (
        <Input className="text-input" placeholder={placeholder ?? ''} />
      ) : (
        <TextArea className="text-area" rows={rows} placeholder={placeholder ?? ''} />
      )}
      <FieldNotes hint={hint} error={error} />
    </TextField>
  )
}

interface RadioChoiceProps<T extends string> {
  readonly label: string
  readonly hint?: string
  readonly options: readonly { readonly id: T; readonly word: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** One of a few that all should be seen. */
export function RadioChoice<T extends string>({ label, hint, options, value, onChange }: RadioChoiceProps<T>) {
  return (
    <RadioGroup
      className="radios"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
    >
      <Label className="field-label">{label}</Label>
      <div className="radio-list">
        {options.map((option) => (
          <Radio key={option.id} className="radio" value={option.id}>
            <span className="radio-mark" />
            <span>{option.word}</span>
          </Radio>
        ))}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </RadioGroup>
  )
}

interface SwitchFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
  readonly isDisabled?: boolean
}

/** Yes or no, with the state as a shape: the knob stands left or right, and a tick is in it when on. */
export function SwitchField({ label, hint, value, onChange, isDisabled = false }: SwitchFieldProps) {
  return (
    <div className="switch-field">
      <Switch className="switch" isSelected={value} onChange={onChange} isDisabled={isDisabled}>
        <span className="switch-track">
          <span className="switch-knob">{value && <Icon name="tick" />}</span>
        </span>
        <span>{label}</span>
      </Switch>
      {hint !== undefined && <p className="field-hint switch-hint">{hint}</p>}
    </div>
  )
}
