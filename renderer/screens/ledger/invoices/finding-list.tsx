import type { FindingDto } from '../../../../preload/contract/dto'
import { classedSentence } from '../../../../resources/locales/einvoice-finding'
import { useWords } from '../../../hooks/use-words'

/** What was found about an invoice, a sentence each, with the class that the law gives it. */
export function FindingList({ findings }: { findings: readonly FindingDto[] }) {
  const { t } = useWords()
  return (
    <ul className="finding-list">
      {findings.map((finding) => (
        <li key={JSON.stringify(finding)}>{classedSentence(t, finding)}</li>
      ))}
    </ul>
  )
}
