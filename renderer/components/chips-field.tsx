import { useState } from 'react'
import { Button, type KeyboardEvent, Tag, TagGroup, TagList } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { TextInput } from './fields'
import { Icon } from './icon'

interface ChipsFieldProps {
  readonly label: string
  /** Says what the chips are, for the list of them. */
  readonly listLabel: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly onLeave: () => void
  readonly placeholder?: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  /** Those that are wrong look so. */
  readonly isWrong: (index: number) => boolean
}

/** Several short texts: Enter, a comma or leaving the field makes a chip of what was typed. */
export function ChipsField(props: ChipsFieldProps) {
  const { label, hint, error, onLeave, placeholder = '', value, onChange } = props
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
    const fresh = parts.filter((part, index) => !value.includes(part) && parts.indexOf(part) === index)
    if (fresh.length > 0) onChange([...value, ...fresh])
    setTyped('')
  }
  const press = (event: KeyboardEvent) => {
    event.continuePropagation() // what is not Enter may be for the window
    if (event.key !== 'Enter' || typed.trim() === '') return
    event.preventDefault()
    add(typed)
  }
  return (
    <div className="chips-field">
      <TextInput
        label={label}
        hint={hint}
        error={error}
        placeholder={placeholder}
        value={typed}
        onKeyDown={press}
        onChange={(text) => (/[,;\s]/.test(text) ? add(text) : setTyped(text))}
        onLeave={() => {
          add(typed)
          onLeave()
        }}
      />
      <Chips {...props} />
    </div>
  )
}

function Chips({ listLabel, value, onChange, isWrong }: ChipsFieldProps) {
  const { t } = useWords()
  if (value.length === 0) return null
  return (
    <TagGroup
      className="chips"
      aria-label={listLabel}
      onRemove={(keys) => onChange(value.filter((text) => !keys.has(text)))}
    >
      <TagList className="chip-list" items={value.map((text, index) => ({ id: text, isWrong: isWrong(index) }))}>
        {(item) => (
          <Tag className={item.isWrong ? 'chip chip-wrong' : 'chip'} id={item.id} textValue={item.id}>
            {item.isWrong && <Icon name="warning" />}
            <span>{item.id}</span>
            <Button slot="remove" className="icon-button" aria-label={t('ui.chips.remove', { text: item.id })}>
              <Icon name="close" />
            </Button>
          </Tag>
        )}
      </TagList>
    </TagGroup>
  )
}
