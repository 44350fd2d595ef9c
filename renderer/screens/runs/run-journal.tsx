import type { JournalLineDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { actorWords, journalSentence } from '../../journal-words'

/** What happened to a run, sentence by sentence, and who did it. */
export function RunJournal({ journal }: { journal: readonly JournalLineDto[] }) {
  const words = useWords()
  const { t } = words
  if (journal.length === 0) return <p className="nothing">{t('ui.journal.none')}</p>
  return (
    <table className="table journal">
      <thead>
        <tr>
          <th scope="col">{t('ui.journal.at')}</th>
          <th scope="col">{t('ui.journal.event')}</th>
          <th scope="col">{t('ui.journal.actor')}</th>
        </tr>
      </thead>
      <tbody>
        {journal.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end
          <tr key={index}>
            <td className="nowrap">
              {words.date(line.atMs)} {words.time(line.atMs)}
            </td>
            <td className="say">{journalSentence(line, words)}</td>
            <td>{actorWords(line.actor, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
