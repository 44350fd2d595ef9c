import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { FieldNotes } from './fields'
import { Icon } from './icon'

export interface Option<T extends string> {
  readonly id: T
  readonly word: string
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly options: readonly Option<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly onLeave?: (() => void) | undefined
  readonly isRequired?: boolean
}

/** One of a few, as a drop-down. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, options, value, onChange, hint, error, onLeave, isRequired = false } = props
  const { t } = useWords()
  return (
    <Select
      className="choice"
      validationBehavior="aria"
      value={value}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      placeholder={t('ui.columns.choose')}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
    >
      <Label className="field-label">{label}</Label>
      <Button className="choice-button">
        {/* Long words are shortened where there is little room. */}
        <span title={options.find((option) => option.id === value)?.word}>
          <SelectValue />
        </span>
        <Icon name="chevron" />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.word}>
              {option.word}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
