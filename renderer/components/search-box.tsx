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
