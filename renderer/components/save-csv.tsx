import type { ListOrderDto } from '../../preload/contract/dto'
import { useSaveCsv } from '../hooks/use-save-csv'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'

interface SaveCsvProps {
  /** The list that is shown, whole: which pages of it are on the screen does not matter. */
  readonly order: ListOrderDto
  readonly isDisabled?: boolean
}

/** „Als CSV speichern“ for any list, and beside it what became of it. */
export function SaveCsv({ order, isDisabled = false }: SaveCsvProps) {
  const { t, sentence } = useWords()
  const { isSaving, saved, failure, save } = useSaveCsv()
  return (
    <span className="save-csv">
      <ActionButton icon="save" isPending={isSaving} isDisabled={isDisabled} onPress={() => save(order)}>
        {t('ui.csv.save')}
      </ActionButton>
      <span role="status" className={failure ? 'save-csv-told save-csv-failed' : 'save-csv-told'}>
        {saved && t('ui.csv.saved', { rows: saved.rows, fileName: saved.fileName })}
        {failure && sentence('error', failure.code, failure.params)}
      </span>
    </span>
  )
}
