import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { RunDocumentDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { Icon } from '../../components/icon'
import { Pages } from '../../components/pages'
import { SaveCsv } from '../../components/save-csv'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'

interface RunDocumentsProps {
  readonly runId: string
  readonly onSearch: (documentNo: string) => void
}

/** Every document of a run, a hundred at a time. */
export function RunDocuments({ runId, onSearch }: RunDocumentsProps) {
  const { t } = useWords()
  const [offset, setOffset] = useState(0)
  const page = useCall('runs.documents', { runId, offset }, ['runs.changed'])
  if (page.failure) return <FailureNotice failure={page.failure} />
  if (!page.value) return <p className="loading">{t('ui.loading')}</p>
  const { total, rows } = page.value
  if (total === 0) return <p className="nothing">{t('ui.documents.none')}</p>
  return (
    <section className="part">
      <DocumentTable rows={rows} onSearch={onSearch} />
      <div className="documents-foot">
        <SaveCsv order={{ list: 'run-documents', runId }} />
        <Pages offset={offset} shown={rows.length} total={total} onOffset={setOffset} />
      </div>
    </section>
  )
}

function DocumentTable({ rows, onSearch }: { rows: readonly RunDocumentDto[] } & Pick<RunDocumentsProps, 'onSearch'>) {
  const words = useWords()
  const { t } = words
  return (
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
            <th scope="row" className="document-no">
              {row.documentNo}
              <Button
                className="icon-button"
                aria-label={t('ui.documents.search', { no: row.documentNo })}
                onPress={() => onSearch(row.documentNo)}
              >
                <Icon name="search" />
              </Button>
            </th>
            <td>{row.documentType}</td>
            <td>{words.day(row.documentDate)}</td>
            <td>{row.mandant}</td>
            <td>{t(`ui.documents.occasion.${row.occasion}`, { version: row.version })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
