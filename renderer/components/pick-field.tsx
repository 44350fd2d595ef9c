import { type ReactNode, useId } from 'react'
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListLayout,
  Popover,
  SearchField,
  useFilter,
  Virtualizer,
} from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import type { Option } from './choice'
import { Icon } from './icon'

interface PickFieldProps {
  readonly label: string
  readonly options: readonly Option<string>[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** From so many on, a search is quicker than the eye. */
const searchFrom = 10

/** One of many, with a search: the options are made when they are looked at, however many there are. */
export function PickField({ label, options, value, onChange }: PickFieldProps) {
  const id = useId()
  const chosen = options.find((option) => option.id === value)
  return (
    <div className="choice">
      <span className="field-label" id={`${id}-label`}>
        {label}
      </span>
      <DialogTrigger>
        <Button className="choice-button" aria-labelledby={`${id}-value ${id}-label`}>
          <span id={`${id}-value`}>{chosen?.word ?? value}</span>
          <Icon name="chevron" />
        </Button>
        <Popover className="popover" placement="bottom start">
          <Dialog className="pick" aria-label={label}>
            {({ close }) => (
              <Options
                label={label}
                options={options}
                value={value}
                onChange={(next) => {
                  onChange(next)
                  close()
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}

function Options({ label, options, value, onChange }: PickFieldProps) {
  const { t } = useWords()
  const hasSearch = options.length >= searchFrom
  return (
    <Searched label={label} hasSearch={hasSearch}>
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 38 }}>
        <ListBox
          className={hasSearch ? 'options pick-long' : 'options'}
          aria-label={label}
          items={options}
          autoFocus={!hasSearch}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[value]}
          onSelectionChange={(keys) => {
            const next = options.find((option) => keys !== 'all' && keys.has(option.id))
            if (next) onChange(next.id)
          }}
          renderEmptyState={() => <p className="multi-none">{t('ui.multi.nothingFound')}</p>}
        >
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.word}>
              {option.word}
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </Searched>
  )
}

interface SearchedProps {
  readonly label: string
  readonly hasSearch: boolean
  readonly children: ReactNode
}

function Searched({ label, hasSearch, children }: SearchedProps) {
  const { t } = useWords()
  const { contains } = useFilter({ sensitivity: 'base' })
  if (!hasSearch) return children
  return (
    <Autocomplete filter={contains}>
      <SearchField className="multi-search" autoFocus>
        <Label className="visually-hidden">{t('ui.multi.search', { label })}</Label>
        <Icon name="search" />
        <Input className="search-input" placeholder={t('ui.multi.searchHint')} />
      </SearchField>
      {children}
    </Autocomplete>
  )
}
