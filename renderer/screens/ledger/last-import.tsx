import { useState } from 'react'
import type { ImportFaultDto, ImportSummaryDto, LastImportDto } from '../../../preload/contract/dto'
import { isTextKey } from '../../../resources/locales/texts'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { Notice } from '../../components/notice'
import { SaveCsv } from '../../components/save-csv'
import { useWords } from '../../hooks/use-words'
import { FaultGrid } from './fault-grid'

/** What the last import came to: the counts per kind, or every fault for whoever mends the source. */
export function LastImport({ last }: { last: LastImportDto }) {
  const { summary, faults, faultsTotal, atMs } = last
  const { t, moment } = useWords()
  if (!summary) return <Refused faults={faults} total={faultsTotal} at={moment(atMs)} />
  const isNew = Object.values(summary.kinds).some(({ created, changed }) => created + changed > 0)
  return (
    <div className="part">
      <Notice tone="good" title={t(isNew ? 'ui.import.taken' : 'ui.import.nothingNew', { at: moment(atMs) })} />
      <KindTable summary={summary} />
      {summary.warnings.length > 0 && (
        <details className="warnings">
          <summary>{t('ui.import.warnings', { count: summary.warnings.length })}</summary>
          <FaultGrid faults={summary.warnings} label={t('ui.import.warningList')} group="warning" />
        </details>
      )}
    </div>
  )
}

function Refused({ faults, total, at }: { faults: readonly ImportFaultDto[]; total: number; at: string }) {
  const { t } = useWords()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    const answer = await call('ledger.copyFaults', {})
    setIsCopied(answer.ok)
  }
  return (
    <div className="part">
      <Notice tone="attention" isAlert title={t('ui.import.refused', { total, at })}>
        <p>{t('ui.import.refusedHelp')}</p>
      </Notice>
      <div className="fault-tools">
        <p className="hint">{t('ui.faults.count', { total, shown: faults.length })}</p>
        <div className="button-row">
          <span role="status" className="copied">
            {isCopied && t('ui.faults.copied')}
          </span>
          <ActionButton icon="copy" onPress={() => void copy()}>
            {t('ui.faults.copy')}
          </ActionButton>
          <SaveCsv order={{ list: 'import-faults' }} />
        </div>
      </div>
      <FaultGrid faults={faults} label={t('ui.faults.title')} group="fault" />
    </div>
  )
}

const columns = ['read', 'created', 'changed', 'unchanged'] as const

function KindTable({ summary: { kinds } }: { summary: ImportSummaryDto }) {
  const { t, number } = useWords()
  const word = (kind: string) => {
    const key = `ui.import.kind.${kind}`
    return isTextKey(key) ? t(key) : kind
  }
  return (
    <table className="table import-kinds">
      <caption className="visually-hidden">{t('ui.import.byKind')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.import.kind')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="numeric">
              {t(`ui.import.count.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(kinds).map(([kind, counts]) => (
          <tr key={kind}>
            <th scope="row">{word(kind)}</th>
            {columns.map((column) => (
              <td key={column} className="numeric">
                {number(counts[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
