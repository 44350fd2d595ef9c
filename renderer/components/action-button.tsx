import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Icon, type IconName } from './icon'

interface ActionButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly icon?: IconName
  readonly look?: 'primary' | 'plain' | 'danger'
  readonly isDisabled?: boolean
  readonly isPending?: boolean
  /** Said instead of the visible word where the same button stands in every row. */
  readonly label?: string
}

export function ActionButton(props: ActionButtonProps) {
  const { children, onPress, icon, look = 'plain', isDisabled = false, isPending = false, label } = props
  return (
    <Button
      className={`button button-${look}`}
      onPress={onPress}
      isDisabled={isDisabled}
      isPending={isPending}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Button>
  )
}
