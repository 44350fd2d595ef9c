import type { ReactNode } from 'react'

interface ScrollBoxProps {
  /** Said when the box gets the focus. */
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** What may be larger than its place: reached by the Tab key and scrolled with the arrow keys. */
export function ScrollBox({ label, className = 'scroll-box', children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll by the keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
