import { type ReactNode, useRef } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { FieldNotes } from './fields'
import { Notice } from './notice'

interface PatternFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly onLeave: () => void
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  /** Names that stand in braces; a click writes one where the cursor is. */
  readonly placeholders: readonly string[]
  /** What becomes of it today; nothing while it is wrong. */
  readonly examples: readonly string[]
  /** What may come of it, although it is allowed. */
  readonly warning?: string | undefined
  readonly isRequired?: boolean
  /** Stands beside the field. */
  readonly button?: ReactNode
}

/** A text with placeholders, and what becomes of it. */
export function PatternField(props: PatternFieldProps) {
  const { label, hint, error, onLeave, value, onChange, placeholder = '', examples, warning, button } = props
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const insert = (name: string) => {
    const field = input.current
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length]
    onChange(`${value.slice(0, from)}{${name}}${value.slice(to)}`)
    field?.focus()
  }
  return (
    <div className="pattern">
      <TextField
        className="field"
        validationBehavior="aria"
        value={value}
        onChange={onChange}
        onBlur={onLeave}
        isInvalid={error !== undefined}
        isRequired={props.isRequired ?? false}
        maxLength={1000}
        autoComplete="off"
        spellCheck="false"
      >
        <Label className="field-label">{label}</Label>
        <span className="input-line">
          <Input ref={input} className="text-input" placeholder={placeholder} />
          {button}
        </span>
        <FieldNotes hint={hint} error={error} />
      </TextField>
      <div className="placeholders">
        <span className="second">{t('ui.pattern.placeholders')}</span>
        {props.placeholders.map((name) => (
          <Button
            key={name}
            className="placeholder"
            aria-label={t('ui.pattern.insert', { label, placeholder: `{${name}}` })}
            onPress={() => insert(name)}
          >
            {`{${name}}`}
          </Button>
        ))}
      </div>
      {examples.length > 0 && (
        <p className="examples">
          <span className="second">{t('ui.pattern.example')}</span>
          {examples.map((example) => (
            <code key={example}>{example}</code>
          ))}
        </p>
      )}
      <div role="status">{warning !== undefined && <Notice tone="waiting" title={warning} />}</div>
    </div>
  )
}
