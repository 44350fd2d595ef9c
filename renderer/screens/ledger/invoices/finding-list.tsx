import type { FindingDto } from '../../../../preload/contract/dto'
import { findingSentence } from '../../../../resources/locales/einvoice-finding'
import { useWords } from '../../../hooks/use-words'

/** What was found about an invoice, a sentence each. */
export function FindingList({ findings }: { findings: readonly FindingDto[] }) {
  const { t } = useWords()
  return (
    <ul className="finding-list">
      {findings.map((finding) => (
        <li key={JSON.stringify(finding)}>{findingSentence(t, finding)}</li>
      ))}
    </ul>
  )
}
