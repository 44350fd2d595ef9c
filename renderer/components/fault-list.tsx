import type { ImportFaultDto } from '../../preload/contract/dto'
import { useWords } from '../hooks/use-words'
import { ScrollBox } from './scroll-box'

/** Every fault of an import: file, line, column, value and what is wrong. */
export function FaultList({ faults, total }: { faults: readonly ImportFaultDto[]; total: number }) {
  const words = useWords()
  const { t } = words
  return (
    // A region that scrolls must be reachable by keyboard.
    <ScrollBox label={t('ui.faults.title')}>
      <table className="table">
        <caption className="table-caption">{t('ui.faults.count', { total, shown: faults.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.faults.file')}</th>
            <th scope="col" className="numeric">
              {t('ui.faults.line')}
            </th>
            <th scope="col">{t('ui.faults.column')}</th>
            <th scope="col">{t('ui.faults.value')}</th>
            <th scope="col">{t('ui.faults.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
            <tr key={index}>
              <td>{fault.file}</td>
              <td className="numeric">{fault.line}</td>
              <td>{fault.column}</td>
              <td className="value">{fault.value}</td>
              <td>{words.sentence('fault', fault.code, fault.params)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
