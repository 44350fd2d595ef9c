import { useState } from 'react'
import type { WatchedDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { StatusMark } from '../../components/status-mark'
import { useMay } from '../../hooks/use-access'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'

/** Überwachter Ordner: which one it is, and how it stands there. */
export function WatchCard() {
  const { t } = useWords()
  const watched = useCall('watch.show', {}, ['ledger.changed', 'status.changed', 'host.changed'])
  const [failure, setFailure] = useState<Failure | null>(null)
  const mayChange = useMay('configure')
  const ask = async (way: 'watch.choose' | 'watch.stop') => {
    const answer = await call(way, {})
    setFailure(answer.ok ? null : answer)
    watched.reload()
  }
  const folder = watched.value?.folder ?? null
  return (
    <section className="card padded" aria-labelledby="watch-title">
      <h2 id="watch-title">{t('ui.watch.title')}</h2>
      <p className="hint">{t('ui.watch.text')}</p>
      {watched.failure && <FailureNotice failure={watched.failure} />}
      {watched.value && (folder === null ? <p>{t('ui.watch.none')}</p> : <Watched watched={watched.value} />)}
      {failure && <FailureNotice failure={failure} />}
      {mayChange ? (
        <div className="button-row">
          <ActionButton icon="folder" onPress={() => void ask('watch.choose')}>
            {t(folder === null ? 'ui.watch.choose' : 'ui.watch.chooseOther')}
          </ActionButton>
          {folder !== null && (
            <ActionButton icon="close" onPress={() => void ask('watch.stop')}>
              {t('ui.watch.stop')}
            </ActionButton>
          )}
        </div>
      ) : (
        <p className="hint">{t('ui.may.not')}</p>
      )}
    </section>
  )
}

function Watched({ watched: { folder, lookedMs, trouble, waiting, refused, strays } }: { watched: WatchedDto }) {
  const { t, sentence, moment } = useWords()
  const isWell = !trouble && refused.length === 0
  return (
    <div className="part">
      <p className="watch-folder">{folder}</p>
      <div className="watch-state">
        <StatusMark tone={isWell ? 'good' : 'attention'} word={t(isWell ? 'ui.watch.well' : 'ui.watch.attention')} />
        <span className="second">
          {lookedMs === null ? t('ui.watch.notYet') : t('ui.watch.looked', { at: moment(lookedMs) })}
        </span>
      </div>
      {trouble && <Notice tone="attention" title={sentence('error', trouble.code, trouble.params)} />}
      <Names look="attention" title={t('ui.watch.refused', { count: refused.length })} names={refused} />
      <Names look="waiting" title={t('ui.watch.waiting', { count: waiting.length })} names={waiting} />
      <Names look="quiet" title={t('ui.watch.strays', { count: strays.length })} names={strays} />
    </div>
  )
}

/** Names of what lies there; with very many of them the first ones are enough. */
const namesMax = 20

interface NamesProps {
  readonly look: 'attention' | 'waiting' | 'quiet'
  readonly title: string
  readonly names: readonly string[]
}

function Names({ look, title, names }: NamesProps) {
  if (names.length === 0) return null
  return (
    <Notice tone={look} title={title}>
      <ul className="fault-list">
        {names.slice(0, namesMax).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Notice>
  )
}
