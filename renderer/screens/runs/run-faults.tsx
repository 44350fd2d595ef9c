import type { FormatFaultDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { faultSentence } from '../../run-words'

const shownMax = 200

interface RunFaultsProps {
  readonly faults: readonly FormatFaultDto[]
  readonly level: FormatFaultDto['level']
}

/** What the format says of single documents: what it cannot carry, or what a person should know. */
export function RunFaults({ faults, level }: RunFaultsProps) {
  const words = useWords()
  const told = faults.filter((fault) => fault.level === level)
  if (told.length === 0) return null
  const list = (
    <ul className="fault-list">
      {told.slice(0, shownMax).map((fault) => (
        <li key={[fault.code, fault.mandant, fault.subject, fault.field].join(' ')}>
          <span className="strong">{words.t(level === 'reject' ? 'ui.run.reject' : 'ui.run.warning')}: </span>
          {fault.subject && <strong>{fault.subject} </strong>}
          {faultSentence(fault, words)}
        </li>
      ))}
      {told.length > shownMax && <li>{words.t('ui.run.moreFaults', { count: told.length - shownMax })}</li>}
    </ul>
  )
  if (level === 'reject') return list
  return (
    <section className="part">
      <h3>{words.t('ui.run.warnings', { count: told.length })}</h3>
      {list}
    </section>
  )
}
