import { Icon } from '../../../components/icon'
import { useWords } from '../../../hooks/use-words'
import { type Section, sections } from '../../../profile-form'
import { headingId } from './form-section'

interface SectionNavProps {
  readonly current: Section
  /** So many fields of a block say that something is wrong. */
  readonly faults: Readonly<Record<Section, number>>
}

/** From block to block, also by keyboard. */
export function SectionNav({ current, faults }: SectionNavProps) {
  const { t } = useWords()
  const jump = (section: Section) => {
    const heading = document.getElementById(headingId(section))
    heading?.focus({ preventScroll: true })
    heading?.scrollIntoView({ block: 'start' })
  }
  return (
    <nav className="section-nav" aria-label={t('ui.form.sections')}>
      {sections.map((section) => (
        <button
          key={section}
          type="button"
          className="section-link"
          {...(section === current ? { 'aria-current': 'true' as const } : {})}
          onClick={() => jump(section)}
        >
          <span>{t(`ui.form.section.${section}`)}</span>
          {faults[section] > 0 && (
            <span className="section-faults">
              <Icon name="warning" />
              <span>{faults[section]}</span>
              <span className="visually-hidden">{t('ui.form.sectionFaults', { count: faults[section] })}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}
