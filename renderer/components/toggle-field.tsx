import { type FocusEvent, useId, useRef } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

interface ToggleFieldProps<T extends string | number> {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  /** `label` is said in full where the word on the button is short. */
  readonly options: readonly { readonly id: T; readonly word: string; readonly label: string }[]
  readonly value: readonly T[]
  readonly onChange: (value: readonly T[]) => void
  readonly onLeave: () => void
  /** `chips` in a row, `month` like a calendar sheet. */
  readonly look: 'chips' | 'month'
  readonly isRequired?: boolean
}

/** Several of a few, as buttons that stay pressed; arrow keys go from one to the next. */
export function ToggleField<T extends string | number>(props: ToggleFieldProps<T>) {
  const { label, hint, error, options, value, onChange, onLeave, look, isRequired = false } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const leave = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget)) onLeave()
  }
  return (
    <div
      ref={box}
      className={`field toggle-field ${error === undefined ? '' : 'toggle-field-invalid'}`}
      data-required={isRequired || undefined}
    >
      <span className="field-label" id={`${id}-label`}>
        {label}
      </span>
      <ToggleButtonGroup
        className={`toggles toggles-${look}`}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-notes`}
        selectionMode="multiple"
        selectedKeys={[...value]}
        onSelectionChange={(keys) => onChange(options.map((option) => option.id).filter((option) => keys.has(option)))}
      >
        {options.map((option) => (
          <ToggleButton key={option.id} id={option.id} className="toggle" onBlur={leave}>
            <span aria-hidden="true">{option.word}</span>
            <span className="visually-hidden">{option.label}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div id={`${id}-notes`}>
        {hint !== undefined && <p className="field-hint">{hint}</p>}
        {error !== undefined && <p className="field-error">{error}</p>}
      </div>
    </div>
  )
}
