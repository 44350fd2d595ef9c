import { useState } from 'react'
import type { StatusTroubleDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { StatusMark } from '../../components/status-mark'
import { useWords, type Words } from '../../hooks/use-words'

interface TroubleListProps {
  readonly troubles: readonly StatusTroubleDto[]
  readonly onShowRun: (runId: string) => void
  readonly onSettings: () => void
  readonly onLedger: () => void
}

/** What needs a person comes first; where a whole chain is down, the list of exports below must still be found. */
const firstShown = 5

/** What somebody should look at, above everything else: what, since when, and whether it mends itself. */
export function TroubleList({ troubles, ...ways }: TroubleListProps) {
  const { t } = useWords()
  const [showsAll, setShowsAll] = useState(false)
  if (troubles.length === 0) return null
  const isCut = !showsAll && troubles.length > firstShown
  return (
    <section className="card troubles" aria-label={t('ui.troubles')}>
      <ul>
        {(isCut ? troubles.slice(0, firstShown) : troubles).map((trouble) => (
          <li key={[trouble.subject, trouble.profileId, trouble.runId, trouble.code].join(' ')} className="trouble">
            <Trouble trouble={trouble} {...ways} />
          </li>
        ))}
      </ul>
      {isCut && (
        <div className="troubles-more">
          <ActionButton onPress={() => setShowsAll(true)}>
            {t('ui.troubles.showAll', { count: troubles.length })}
          </ActionButton>
        </div>
      )}
    </section>
  )
}

type TroubleProps = Omit<TroubleListProps, 'troubles'> & { readonly trouble: StatusTroubleDto }

function Trouble({ trouble, onShowRun, onSettings, onLedger }: TroubleProps) {
  const words = useWords()
  const { t } = words
  const { runId, subject, needsPerson } = trouble
  const name = nameOf(trouble, words)
  return (
    <>
      <StatusMark
        tone={needsPerson ? 'attention' : 'waiting'}
        word={t(needsPerson ? 'ui.trouble.yours' : 'ui.trouble.itself')}
      />
      <div className="trouble-text">
        <p className="strong">{name}</p>
        <p>{words.sentence('error', trouble.code, trouble.params)}</p>
        <p className="second">{whenOf(trouble, words)}</p>
      </div>
      {runId !== null && (
        <ActionButton label={t('ui.trouble.showRunOf', { name })} onPress={() => onShowRun(runId)}>
          {t('ui.trouble.showRun')}
        </ActionButton>
      )}
      {(subject === 'ledger' || subject === 'invoices') && (
        <ActionButton onPress={onLedger}>{t('ui.trouble.showLedger')}</ActionButton>
      )}
      {(subject === 'mail' || subject === 'backup') && (
        <ActionButton onPress={onSettings}>{t('ui.trouble.showSettings')}</ActionButton>
      )}
    </>
  )
}

function nameOf({ subject, profileName }: StatusTroubleDto, { t }: Words): string {
  return subject === 'profile' ? (profileName ?? '') : t(`ui.trouble.${subject}`)
}

function whenOf({ sinceMs, nextAttemptMs }: StatusTroubleDto, { t, moment }: Words): string {
  const since = sinceMs === null ? [] : [t('ui.trouble.since', { at: moment(sinceMs) })]
  const next = nextAttemptMs === null ? [] : [t('ui.trouble.next', { at: moment(nextAttemptMs) })]
  return [...since, ...next].join(' · ')
}
