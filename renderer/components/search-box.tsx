import { useEffect, useEffectEvent, useState } from 'react'
import { Button, Input, Label, SearchField } from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { Icon } from './icon'

interface SearchBoxProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter; without it the list follows every key. */
  readonly onSubmit?: (value: string) => void
}

export function SearchBox({ label, placeholder, value, onChange, onSubmit }: SearchBoxProps) {
  const { t } = useWords()
  return (
    <SearchField
      className="search"
      value={value}
      onChange={onChange}
      onClear={() => onSubmit?.('')}
      {...(onSubmit ? { onSubmit } : {})}
    >
      <Label className="field-label">{label}</Label>
      <div className="search-field">
        <Icon name="search" />
        <Input className="search-input" placeholder={placeholder} />
        <Button className="icon-button search-clear" aria-label={t('ui.search.clear')}>
          <Icon name="close" />
        </Button>
      </div>
    </SearchField>
  )
}

/** Who types is not asked after at every key. */
const restMs = 180

interface AskingSearchProps extends Pick<SearchBoxProps, 'label' | 'placeholder' | 'value'> {
  readonly onSearch: (text: string) => void
}

/** For lists that are searched elsewhere: they follow what is typed after a moment, or at once with Enter. */
export function AskingSearch({ label, placeholder, value, onSearch }: AskingSearchProps) {
  const [text, setText] = useState(value)
  const [shown, setShown] = useState(value)
  // Somebody else set it: the field shows it.
  if (shown !== value) {
    setShown(value)
    setText(value)
  }
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => search(text), restMs)
    return () => clearTimeout(timer)
  }, [text, value])
  return <SearchBox {...{ label, placeholder }} value={text} onChange={setText} onSubmit={onSearch} />
}
