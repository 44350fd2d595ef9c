import type { RunDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'

/** What was handed over per Mandant, to the cent. */
export function RunSums({ run }: { run: RunDto }) {
  const words = useWords()
  const { t } = words
  if (run.sums.length === 0) return null
  return (
    <section className="part">
      <h3>{t('ui.run.sums')}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('ui.mandant')}</th>
            <th scope="col" className="numeric">
              {t('ui.debit')}
            </th>
            <th scope="col" className="numeric">
              {t('ui.credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.sums.map((sum) => (
            <tr key={`${sum.mandant} ${sum.currency}`}>
              <th scope="row">{sum.mandant}</th>
              <td className="numeric">{words.amount(sum.debitCents, sum.currency)}</td>
              <td className="numeric">{words.amount(sum.creditCents, sum.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
