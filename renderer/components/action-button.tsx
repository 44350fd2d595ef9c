import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Icon, type IconName } from './icon'

interface ActionButtonProps {
  readonly children: ReactNode
  /** A button that submits its form may do without. */
  readonly onPress?: () => void
  readonly type?: 'button' | 'submit'
  readonly icon?: IconName
  readonly look?: 'primary' | 'plain' | 'danger'
  readonly isDisabled?: boolean
  readonly isPending?: boolean
  /** Said instead of the visible word where the same button stands in every row. */
  readonly label?: string
  readonly autoFocus?: boolean
}

/**
 * A pending button keeps the focus and does nothing. react-aria's own `isPending` would announce it from a hidden place that
 * outlives the button and has no name then; what goes on is announced by the screens themselves.
 */
export function ActionButton(props: ActionButtonProps) {
  const {
    children,
    onPress,
    type = 'button',
    icon,
    look = 'plain',
    isDisabled = false,
    isPending = false,
    label,
    autoFocus = false,
  } = props
  return (
    <Button
      className={`button button-${look} ${isPending ? 'button-pending' : ''}`}
      onPress={() => {
        if (!isPending) onPress?.()
      }}
      type={isPending ? 'button' : type}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      aria-disabled={isPending || isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {icon && <Icon name={isPending ? 'arrows' : icon} {...(isPending ? { className: 'turning' } : {})} />}
      <span>{children}</span>
    </Button>
  )
}
