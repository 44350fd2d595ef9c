import { type FocusEvent, useId, useRef, useState } from 'react'
import { Button, Input, ListBox, ListBoxItem, SearchField, type Selection, useFilter } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { Icon } from './icon'

export interface MultiOption {
  readonly id: string
  readonly word: string
  /** What is to be known about it, in the same line. */
  readonly note?: string | undefined
}

interface MultiChoiceProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly onLeave?: (() => void) | undefined
  readonly options: readonly MultiOption[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly isRequired?: boolean
  /** What it means that nothing is chosen. */
  readonly noneWord: string
}

/** From so many on, a search is quicker than the eye. */
const searchFrom = 8

/** Several of many: a list with ticks, one stop for the Tab key, and before it a search when it is long. */
export function MultiChoice(props: MultiChoiceProps) {
  const { label, hint, error, onLeave, options, value, isRequired = false } = props
  const { t } = useWords()
  const id = useId()
  const box = useRef<HTMLFieldSetElement>(null)
  const leave = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget)) onLeave?.()
  }
  return (
    <fieldset
      ref={box}
      className={`field multi ${isRequired ? 'multi-required' : ''} ${error === undefined ? '' : 'multi-invalid'}`}
      onBlur={leave}
      aria-describedby={`${id}-notes`}
    >
      <legend className="field-label">{label}</legend>
      <p className="multi-count" role="status">
        {value.length === 0 ? props.noneWord : t('ui.multi.count', { count: value.length, total: options.length })}
      </p>
      <div className="multi-box">
        <Options {...props} notesId={`${id}-notes`} />
      </div>
      <Shortcuts {...props} />
      <div id={`${id}-notes`}>
        {hint !== undefined && <p className="field-hint">{hint}</p>}
        {error !== undefined && <p className="field-error">{error}</p>}
      </div>
    </fieldset>
  )
}

function Options({ label, options, value, onChange, notesId }: MultiChoiceProps & { readonly notesId: string }) {
  const { t } = useWords()
  const { contains } = useFilter({ sensitivity: 'base' })
  const [search, setSearch] = useState('')
  const shown = options.filter(({ word, id }) => contains(`${word} ${id}`, search.trim()))
  // What the search hides stays as it is.
  const change = (keys: Selection) => {
    const isChosen = (id: string) =>
      keys === 'all' ? value.includes(id) || shown.some((one) => one.id === id) : keys.has(id)
    onChange(options.flatMap(({ id }) => (isChosen(id) ? [id] : [])))
  }
  return (
    <>
      {options.length >= searchFrom && (
        <SearchField
          className="multi-search"
          aria-label={t('ui.multi.search', { label })}
          value={search}
          onChange={setSearch}
        >
          <Icon name="search" />
          <Input className="search-input" placeholder={t('ui.multi.searchHint')} />
        </SearchField>
      )}
      <ListBox
        className="multi-list"
        aria-label={label}
        aria-describedby={notesId}
        selectionMode="multiple"
        items={shown}
        selectedKeys={[...value]}
        onSelectionChange={change}
        escapeKeyBehavior="none"
        renderEmptyState={() => <p className="multi-none">{t('ui.multi.nothingFound')}</p>}
      >
        {(option) => (
          <ListBoxItem className="multi-item" id={option.id} textValue={`${option.word} ${option.id}`}>
            {({ isSelected }) => <OptionLine option={option} isSelected={isSelected} />}
          </ListBoxItem>
        )}
      </ListBox>
    </>
  )
}

function OptionLine({ option: { word, id, note }, isSelected }: { option: MultiOption; isSelected: boolean }) {
  return (
    <>
      <span className={isSelected ? 'tick-box tick-box-on' : 'tick-box'}>{isSelected && <Icon name="tick" />}</span>
      <span className="multi-word">{word}</span>
      <span className="second">{note ?? id}</span>
    </>
  )
}

function Shortcuts({ label, options, onChange, value }: MultiChoiceProps) {
  const { t } = useWords()
  if (options.length < 3) return null
  const all = options.map(({ id }) => id)
  return (
    <div className="multi-shortcuts">
      <Button
        className="link-button"
        aria-label={t('ui.multi.allOf', { label })}
        isDisabled={value.length === all.length}
        onPress={() => onChange(all)}
      >
        {t('ui.multi.all')}
      </Button>
      <Button
        className="link-button"
        aria-label={t('ui.multi.noneOf', { label })}
        isDisabled={value.length === 0}
        onPress={() => onChange([])}
      >
        {t('ui.multi.none')}
      </Button>
    </div>
  )
}
