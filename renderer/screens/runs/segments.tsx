import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly id: T; readonly word: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** One of a few, side by side. */
export function Segments<T extends string>({ label, options, value, onChange }: SegmentsProps<T>) {
  return (
    <ToggleButtonGroup
      className="segments-row"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ id }) => keys.has(id))
        if (chosen) onChange(chosen.id)
      }}
    >
      {options.map(({ id, word }) => (
        <ToggleButton key={id} id={id} className="look">
          {word}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
