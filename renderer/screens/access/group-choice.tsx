import type { UserGroupDto } from '../../../preload/contract/dto'
import { RadioChoice } from '../../components/fields'
import { useWords } from '../../hooks/use-words'

export function GroupChoice({ value, onChange }: { value: UserGroupDto; onChange: (group: UserGroupDto) => void }) {
  const { t } = useWords()
  return (
    <RadioChoice
      label={t('ui.users.group')}
      hint={t(`ui.group.hint.${value}`)}
      value={value}
      onChange={onChange}
      options={(['users', 'administrators'] as const).map((id) => ({ id, word: t(`ui.group.${id}`) }))}
    />
  )
}
