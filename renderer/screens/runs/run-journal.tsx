import type { JournalLineDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { actorWords, journalData, journalWords } from '../../run-words'

/** What happened to a run, line by line, as it was written down. */
export function RunJournal({ journal }: { journal: readonly JournalLineDto[] }) {
  const words = useWords()
  const { t } = words
  if (journal.length === 0) return <p className="nothing">{t('ui.journal.none')}</p>
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('ui.journal.at')}</th>
          <th scope="col">{t('ui.journal.event')}</th>
          <th scope="col">{t('ui.journal.actor')}</th>
          <th scope="col">{t('ui.journal.data')}</th>
        </tr>
      </thead>
      <tbody>
        {journal.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end
          <tr key={index}>
            <td className="nowrap">
              {words.date(line.atMs)} {words.time(line.atMs)}
            </td>
            <td>{journalWords(line.event, words)}</td>
            <td>{actorWords(line.actor, words)}</td>
            <td className="value">
              {journalData(line, words).map((text) => (
                <span key={text} className="line">
                  {text}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
