import type { ReactNode } from 'react'
import type { ExportPreviewDto, ProfileChoicesDto } from '../../../../preload/contract/dto'
import { Notice } from '../../../components/notice'
import { useWords } from '../../../hooks/use-words'
import { faultSentence } from '../../../run-words'

interface PreviewDetailsProps {
  readonly preview: ExportPreviewDto
  readonly choices: ProfileChoicesDto
}

/** Documents and sums per document type, what stays behind and why, and the files. */
export function PreviewDetails({ preview, choices }: PreviewDetailsProps) {
  const words = useWords()
  const { t } = words
  const { refusal, rejected, documents, groups, excluded, files } = preview
  return (
    <>
      {refusal && <Notice tone="attention" title={words.sentence('error', refusal.code, refusal.params)} />}
      {rejected > 0 && <Notice tone="attention" title={t('ui.preview.rejected', { count: rejected })} />}
      <p className="strong">{t('ui.preview.documents', { count: documents })}</p>
      {groups.length > 0 && <Groups preview={preview} choices={choices} />}
      {excluded.length > 0 && <Excluded preview={preview} choices={choices} />}
      {files.length > 0 && <Files preview={preview} />}
      <Faults preview={preview} />
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

const nameOf = (list: readonly { id: string; name: string }[], id: string) =>
  list.find((one) => one.id === id)?.name ?? id

function Groups({ preview, choices }: PreviewDetailsProps) {
  const words = useWords()
  const { t } = words
  const typeOf = ({ occasion, documentType }: ExportPreviewDto['groups'][number]) => {
    if (occasion === 'incoming') return t('ui.preview.incoming')
    const name = nameOf(choices.documentTypes, documentType)
    return occasion === 'reversal' ? t('ui.preview.reversal', { name }) : name
  }
  return (
    <table className="table preview-table">
      <caption className="visually-hidden">{t('ui.preview.groups')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.mandant')}</th>
          <th scope="col">{t('ui.form.documentTypes')}</th>
          <th scope="col" className="numeric">
            {t('ui.preview.count')}
          </th>
          <th scope="col" className="numeric">
            {t('ui.debit')}
          </th>
          <th scope="col" className="numeric">
            {t('ui.credit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.groups.map((group) => (
          <tr key={`${group.occasion} ${group.mandant} ${group.documentType} ${group.currency}`}>
            <td>{nameOf(choices.mandants, group.mandant)}</td>
            <th scope="row">{typeOf(group)}</th>
            <td className="numeric">{words.number(group.documents)}</td>
            <td className="numeric">{words.amount(group.debitCents, group.currency)}</td>
            <td className="numeric">{words.amount(group.creditCents, group.currency)}</td>
          </tr>
        ))}
      </tbody>
      {preview.groups.length > 1 && (
        <tfoot>
          {totalsOf(preview).map((total) => (
            <tr key={total.currency}>
              <td />
              <th scope="row">{t('ui.preview.total')}</th>
              <td className="numeric">{words.number(total.documents)}</td>
              <td className="numeric">{words.amount(total.debitCents, total.currency)}</td>
              <td className="numeric">{words.amount(total.creditCents, total.currency)}</td>
            </tr>
          ))}
        </tfoot>
      )}
    </table>
  )
}

/** One line per currency: amounts of two do not add up. */
function totalsOf({ groups }: ExportPreviewDto) {
  return [...Map.groupBy(groups, ({ currency }) => currency)].map(([currency, some]) => ({
    currency,
    documents: some.reduce((sum, { occasion, documents }) => sum + (occasion === 'reversal' ? 0 : documents), 0),
    debitCents: some.reduce((sum, one) => sum + one.debitCents, 0),
    creditCents: some.reduce((sum, one) => sum + one.creditCents, 0),
  }))
}

function Excluded({ preview, choices }: PreviewDetailsProps) {
  const words = useWords()
  const { t } = words
  return (
    <Part title={t('ui.preview.excluded')}>
      <table className="table preview-table">
        <thead>
          <tr>
            <th scope="col">{t('ui.mandant')}</th>
            <th scope="col">{t('ui.preview.reason')}</th>
            <th scope="col" className="numeric">
              {t('ui.preview.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.excluded.map(({ reason, mandant, documents }) => (
            <tr key={`${reason} ${mandant}`}>
              <td>{nameOf(choices.mandants, mandant)}</td>
              <th scope="row">{t(`ui.preview.reason.${reason}`)}</th>
              <td className="numeric">{words.number(documents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Files({ preview }: Pick<PreviewDetailsProps, 'preview'>) {
  const words = useWords()
  const { t } = words
  return (
    <Part title={t('ui.preview.files')}>
      <ul className="preview-files">
        {preview.files.map((file) => (
          <li key={file.name}>
            <code>{file.name}</code>
            <span className="second">
              {t('ui.preview.file', { rows: file.rows, size: words.size(file.sizeBytes) })}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Faults({ preview: { faults, faultsTotal } }: Pick<PreviewDetailsProps, 'preview'>) {
  const words = useWords()
  const { t } = words
  if (faults.length === 0) return null
  return (
    <Part title={t('ui.preview.faults')}>
      <ul className="fault-list">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.mandant} ${fault.subject} ${fault.field} ${fault.value}`}>
            {faultSentence(fault, words)}
          </li>
        ))}
      </ul>
      {faultsTotal > faults.length && (
        <p className="second">{t('ui.preview.faultsMore', { count: faultsTotal - faults.length })}</p>
      )}
    </Part>
  )
}
