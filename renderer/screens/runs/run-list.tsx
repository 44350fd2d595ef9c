import { type RefObject, useMemo } from 'react'
import {
  Button,
  Collection,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components'
import type { ProfileDto, RunRowDto } from '../../../preload/contract/dto'
import { StatusMark } from '../../components/status-mark'
import type { RunPages } from '../../hooks/use-run-pages'
import { useWords } from '../../hooks/use-words'
import { runWord } from '../../run-words'
import { toneOfRun } from '../../status'

interface RunListProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly pages: Pick<RunPages, 'hasMore' | 'more'>
  readonly runs: readonly RunRowDto[]
  readonly profiles: readonly ProfileDto[]
  readonly selected: string
  readonly onSelect: (runId: string) => void
  /** Enter: to the details. */
  readonly onOpen: () => void
  /** How many there are. */
  readonly note: string
  /** Null: the list leaves nothing out. */
  readonly onReset: (() => void) | null
}

export function nameOf(profiles: readonly ProfileDto[], profileId: string): string {
  return profiles.find((profile) => profile.id === profileId)?.name ?? profileId
}

/** Only what is in sight is drawn; the arrow keys choose, and the next page comes before the end is reached. */
export function RunList({ ref, pages, runs, profiles, selected, onSelect, onOpen, note, onReset }: RunListProps) {
  const { t } = useWords()
  const names = useMemo(() => new Map(profiles.map(({ id, name }) => [id, name])), [profiles])
  return (
    <div className="card run-list-box">
      <div className="list-note">
        <p role="status">{note}</p>
        {onReset && (
          <Button className="link-button" onPress={onReset}>
            {t('ui.runs.resetFilter')}
          </Button>
        )}
      </div>
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 64 }}>
        <ListBox
          ref={ref}
          className="run-list"
          aria-label={t('ui.runs.list')}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[selected]}
          onSelectionChange={(keys) => {
            const [key] = keys
            if (keys !== 'all' && typeof key === 'string') onSelect(key)
          }}
          onAction={onOpen}
        >
          <Collection items={runs} dependencies={[names]}>
            {(run) => <RunItem run={run} name={names.get(run.profileId) ?? run.profileId} />}
          </Collection>
          {pages.hasMore && (
            <ListBoxLoadMoreItem className="run-more" isLoading onLoadMore={pages.more}>
              {t('ui.loading')}
            </ListBoxLoadMoreItem>
          )}
        </ListBox>
      </Virtualizer>
    </div>
  )
}

function RunItem({ run, name }: { run: RunRowDto; name: string }) {
  const words = useWords()
  const { t } = words
  const when = words.dateTime(run.startedMs)
  const word = runWord(run, words)
  return (
    <ListBoxItem className="run-item" id={run.id} textValue={`${when} ${name} ${word}`}>
      <span className="run-item-when">{when}</span>
      <StatusMark tone={toneOfRun(run)} word={word} />
      <span className="run-item-name" title={name}>
        {name}
      </span>
      <span className="run-item-count">{t('ui.runs.documents', { count: run.documents })}</span>
    </ListBoxItem>
  )
}
