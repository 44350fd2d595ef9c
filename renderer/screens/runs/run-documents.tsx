import { useState } from 'react'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'

const perPage = 100

/** Every document of a run, a hundred at a time. */
export function RunDocuments({ runId }: { runId: string }) {
  const words = useWords()
  const { t } = words
  const [offset, setOffset] = useState(0)
  const page = useCall('runs.documents', { runId, offset }, ['runs.changed'])
  if (page.failure) return <FailureNotice failure={page.failure} />
  if (!page.value) return <p className="loading">{t('ui.loading')}</p>
  const { total, rows } = page.value
  if (total === 0) return <p className="nothing">{t('ui.documents.none')}</p>
  return (
    <section className="part">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('ui.documents.number')}</th>
            <th scope="col">{t('ui.documents.type')}</th>
            <th scope="col">{t('ui.documents.date')}</th>
            <th scope="col">{t('ui.mandant')}</th>
            <th scope="col">{t('ui.documents.occasion')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={[row.occasion, row.mandant, row.sourceId, row.version].join(' ')}>
              <th scope="row">{row.documentNo}</th>
              <td>{row.documentType}</td>
              <td>{words.day(row.documentDate)}</td>
              <td>{row.mandant}</td>
              <td>{t(`ui.documents.occasion.${row.occasion}`, { version: row.version })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <nav className="pages" aria-label={t('ui.pages')}>
        <span>
          {t('ui.pages.shown', {
            from: words.number(offset + 1),
            to: words.number(offset + rows.length),
            total: words.number(total),
          })}
        </span>
        <ActionButton isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - perPage))}>
          {t('ui.pages.back')}
        </ActionButton>
        <ActionButton isDisabled={offset + rows.length >= total} onPress={() => setOffset(offset + perPage)}>
          {t('ui.pages.next')}
        </ActionButton>
      </nav>
    </section>
  )
}
