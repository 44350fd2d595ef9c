import { ListBox, ListBoxItem } from 'react-aria-components'
import type { ProfileDto, RunDto } from '../../../preload/contract/dto'
import { StatusMark } from '../../components/status-mark'
import { useWords } from '../../hooks/use-words'
import { runWord } from '../../run-words'
import { toneOfRun } from '../../status'

interface RunListProps {
  readonly runs: readonly RunDto[]
  readonly profiles: readonly ProfileDto[]
  readonly selected: string | null
  readonly onSelect: (runId: string) => void
  readonly found: string
}

export function nameOf(profiles: readonly ProfileDto[], profileId: string): string {
  return profiles.find((profile) => profile.id === profileId)?.name ?? profileId
}

export function RunList({ runs, profiles, selected, onSelect, found }: RunListProps) {
  const { t } = useWords()
  return (
    <div className="card run-list-box">
      {found !== '' && <p className="list-note">{t('ui.runs.found', { count: runs.length, search: found })}</p>}
      <ListBox
        className="run-list"
        aria-label={t('ui.runs.list')}
        items={runs}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          if (keys === 'all') return
          const [key] = keys
          if (typeof key === 'string') onSelect(key)
        }}
        dependencies={[profiles]}
      >
        {(run) => <RunItem run={run} name={nameOf(profiles, run.profileId)} />}
      </ListBox>
    </div>
  )
}

function RunItem({ run, name }: { run: RunDto; name: string }) {
  const words = useWords()
  const { t } = words
  const when = words.dateTime(run.startedMs)
  const word = runWord(run, words)
  return (
    <ListBoxItem className="run-item" id={run.id} textValue={`${when} ${name} ${word}`}>
      <span className="run-item-when">{when}</span>
      <StatusMark tone={toneOfRun(run)} word={word} />
      <span className="run-item-name">{name}</span>
      <span className="run-item-count">{t('ui.runs.documents', { count: run.documents })}</span>
    </ListBoxItem>
  )
}
