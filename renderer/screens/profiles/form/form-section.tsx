import type { ReactNode } from 'react'
import { useWords } from '../../../hooks/use-words'
import type { Section } from '../../../profile-form'

export const headingId = (section: Section) => `section-${section}`

interface FormSectionProps {
  readonly section: Section
  readonly onEnter: (section: Section) => void
  readonly children: ReactNode
}

/** One block of the form. Its heading takes the focus when somebody jumps to it. */
export function FormSection({ section, onEnter, children }: FormSectionProps) {
  const { t } = useWords()
  return (
    <section className="card padded form-section" aria-labelledby={headingId(section)} onFocus={() => onEnter(section)}>
      <h2 id={headingId(section)} tabIndex={-1}>
        {t(`ui.form.section.${section}`)}
      </h2>
      {children}
    </section>
  )
}
