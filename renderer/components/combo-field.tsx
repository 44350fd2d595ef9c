import { useState } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { Option } from './choice'
import { FieldNotes } from './fields'
import { Icon } from './icon'

interface ComboFieldProps {
  readonly label: string
  /** The word begins with the id: `70001 Muster Glas GmbH`. */
  readonly options: readonly Option<string>[]
  /** The id of an option, or whatever was typed. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly onLeave?: (() => void) | undefined
  readonly isRequired?: boolean
}

/** So many are shown at once; a further letter finds the others. */
const shownMax = 100

/** One of many, found by parts of its number or name; a number that is not listed may be typed. */
export function ComboField(props: ComboFieldProps) {
  const { label, options, value, onChange, hint, error, onLeave, isRequired = false } = props
  const [typed, setTyped] = useState<string | null>(null)
  const word = options.find(({ id }) => id === value)?.word ?? value
  const idOf = (text: string) => options.find((option) => option.word === text)?.id ?? text.trim()
  // What the value became from outside wins over what was typed before.
  const text = typed !== null && idOf(typed) === value ? typed : word
  return (
    <ComboBox
      className="field combo"
      validationBehavior="aria"
      allowsCustomValue
      items={text === word ? options.slice(0, shownMax) : found(options, text)}
      inputValue={text}
      onInputChange={(next) => {
        setTyped(next)
        if (idOf(next) !== value) onChange(idOf(next))
      }}
      onBlur={() => {
        setTyped(null)
        onLeave?.()
      }}
      isInvalid={error !== undefined}
      isRequired={isRequired}
    >
      <Label className="field-label">{label}</Label>
      <div className="combo-line">
        <Input className="text-input" autoComplete="off" />
        <Button className="icon-button">
          <Icon name="chevron" />
        </Button>
      </div>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox<Option<string>> className="options">
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.word}>
              {option.word}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** Those that have every part of what was typed. */
function found(options: readonly Option<string>[], text: string): readonly Option<string>[] {
  const parts = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return options
    .filter(({ word }) => {
      const lower = word.toLocaleLowerCase()
      return parts.every((part) => lower.includes(part))
    })
    .slice(0, shownMax)
}
