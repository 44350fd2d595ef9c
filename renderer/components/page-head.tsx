import type { ReactNode } from 'react'
import { useTop } from '../hooks/use-top'

/** Title of a screen, with what acts on the whole of it at the right. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header ref={useTop()} className="page-head">
      <h1>{title}</h1>
      <div className="page-tools">{children}</div>
    </header>
  )
}
