import { Button, Input, TextField } from 'react-aria-components'
import { isTextKey } from '../../resources/locales/texts'
import { type Column, moved } from '../format-settings'
import { useWords, type Words } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { Choice } from './choice'
import { Icon } from './icon'

interface ColumnsFieldProps {
  readonly label: string
  readonly offered: readonly Column[]
  readonly value: readonly Column[]
  readonly onChange: (value: readonly Column[]) => void
  readonly error?: string | undefined
}

function contentOf(column: string, { t }: Words): string {
  const key = `format.column.${column}`
  return isTextKey(key) ? t(key) : column
}

/** Which columns a table has, in which order, under which headings. */
export function ColumnsField({ label, offered, value, onChange, error }: ColumnsFieldProps) {
  const words = useWords()
  const { t } = words
  const free = offered.filter(({ column }) => !value.some((one) => one.column === column))
  const replace = (index: number, heading: string) =>
    onChange(value.map((one, at) => (at === index ? { ...one, heading } : one)))
  return (
    <fieldset className="columns-field">
      <legend className="field-label">{label}</legend>
      <ol className="columns-list">
        {value.map(({ column, heading }, index) => (
          <li key={column} className="columns-row">
            <span className="columns-moves">
              <MoveButton
                label={t('ui.columns.up', { column: heading })}
                isDisabled={index === 0}
                onPress={() => onChange(moved(value, index, -1))}
                turned
              />
              <MoveButton
                label={t('ui.columns.down', { column: heading })}
                isDisabled={index === value.length - 1}
                onPress={() => onChange(moved(value, index, 1))}
              />
            </span>
            <TextField
              className="columns-heading"
              aria-label={t('ui.columns.heading', { content: contentOf(column, words) })}
              value={heading}
              onChange={(text) => replace(index, text)}
            >
              <Input className="text-input" />
            </TextField>
            <span className="columns-content second">{contentOf(column, words)}</span>
            <ActionButton
              label={t('ui.columns.removeOf', { column: heading })}
              isDisabled={value.length === 1}
              onPress={() => onChange(value.filter((_one, at) => at !== index))}
            >
              {t('ui.columns.remove')}
            </ActionButton>
          </li>
        ))}
      </ol>
      {error !== undefined && <p className="field-error">{error}</p>}
      {free.length > 0 && (
        <Choice
          label={t('ui.columns.add')}
          options={[
            { id: '', word: t('ui.columns.choose') },
            ...free.map(({ column }) => ({ id: column, word: contentOf(column, words) })),
          ]}
          value=""
          onChange={(column) => {
            const added = free.find((one) => one.column === column)
            if (added) onChange([...value, added])
          }}
        />
      )}
    </fieldset>
  )
}

interface MoveButtonProps {
  readonly label: string
  readonly isDisabled: boolean
  readonly onPress: () => void
  /** Points upwards. */
  readonly turned?: boolean
}

function MoveButton({ label, isDisabled, onPress, turned = false }: MoveButtonProps) {
  return (
    <Button className="icon-button" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
      <Icon name="chevron" {...(turned ? { className: 'icon-turned' } : {})} />
    </Button>
  )
}
