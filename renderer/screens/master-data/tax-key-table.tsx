import type { MandantSettingsDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { formatWord, percentText } from '../../tax-key-form'

/** The tax keys, to be read only. */
export function TaxKeyTable({ rules }: { rules: MandantSettingsDto['taxKeys'] }) {
  const { t, day } = useWords()
  if (rules.length === 0) return null
  const dayOf = (date: string | null) => (date === null ? '–' : day(date))
  const columns = ['format', 'direction', 'rate', 'sourceKey', 'key', 'validFrom', 'validTo'] as const
  return (
    <table className="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`ui.master.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={JSON.stringify(rule)}>
            <td>{t(formatWord(rule.format))}</td>
            <td>{t(`ui.master.direction.${rule.direction}`)}</td>
            <td>{percentText(rule.taxRate)} %</td>
            <td>{rule.sourceKey ?? '–'}</td>
            <td>{rule.key}</td>
            <td>{dayOf(rule.validFrom)}</td>
            <td>{dayOf(rule.validTo)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
