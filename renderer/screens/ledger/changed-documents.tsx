import { memo, useMemo, useState } from 'react'
import type { ChangedDocumentDto, ProfileDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { Icon } from '../../components/icon'
import { QuestionDialog } from '../../components/question-dialog'
import { RowGap } from '../../components/row-gap'
import { ScrollBox } from '../../components/scroll-box'
import { useMay } from '../../hooks/use-access'
import { useCall } from '../../hooks/use-call'
import { useRowWindow } from '../../hooks/use-row-window'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { nameOf } from '../runs/run-list'

const choices = ['reverse-and-resend', 'do-not-send'] as const
type Choice = (typeof choices)[number]
type Asking = { readonly choice: Choice; readonly one: ChangedDocumentDto } | null

/** „Nach Export geändert“: documents that are another one than was sent, and wait for a person. Nothing: none wait. */
export function ChangedDocuments({ profiles }: { profiles: readonly ProfileDto[] }) {
  const { t } = useWords()
  const { value, reload } = useCall('ledger.changed', {}, [
    'ledger.changed',
    'profiles.changed',
    'runs.changed',
    'host.changed',
  ])
  const [asking, setAsking] = useState<Asking>(null)
  if (!value || value.length === 0) return null
  return (
    <section className="card padded changed" aria-labelledby="changed-title">
      <h2 id="changed-title" className="changed-title">
        <Icon name="warning" />
        <span>{t('ui.changed.title', { count: value.length })}</span>
      </h2>
      <p className="hint">{t('ui.changed.text')}</p>
      <ChangedTable list={value} profiles={profiles} onAsk={setAsking} />
      {asking && (
        <DecideDialog
          {...asking}
          profiles={profiles}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            reload()
          }}
        />
      )}
    </section>
  )
}

interface ChangedTableProps {
  readonly list: readonly ChangedDocumentDto[]
  readonly profiles: readonly ProfileDto[]
  readonly onAsk: (asking: Asking) => void
}

function ChangedTable({ list, profiles, onAsk }: ChangedTableProps) {
  const { t } = useWords()
  const mayDecide = useMay('release')
  const rows = useRowWindow(list.length)
  const names = useMemo(() => new Map(profiles.map(({ id, name }) => [id, name])), [profiles])
  return (
    // A region that scrolls must be reachable by keyboard.
    <ScrollBox label={t('ui.changed.list')}>
      <table className="table" aria-rowcount={list.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('ui.documents.number')}</th>
            <th scope="col">{t('ui.mandant')}</th>
            <th scope="col">{t('ui.changed.profile')}</th>
            <th scope="col">{t('ui.changed.versions')}</th>
            <th scope="col">{t('ui.changed.decision')}</th>
          </tr>
        </thead>
        <tbody ref={rows.body}>
          <RowGap height={rows.before} />
          {list.slice(rows.first, rows.end).map((one, offset) => (
            <ChangedRow
              key={[one.profileId, one.mandant, one.sourceId].join(' ')}
              one={one}
              index={rows.first + offset}
              profile={names.get(one.profileId) ?? one.profileId}
              mayDecide={mayDecide}
              onAsk={onAsk}
            />
          ))}
          <RowGap height={rows.after} />
        </tbody>
      </table>
    </ScrollBox>
  )
}

interface ChangedRowProps extends Pick<ChangedTableProps, 'onAsk'> {
  readonly one: ChangedDocumentDto
  /** Place in the whole list, from 0. */
  readonly index: number
  /** Its name. */
  readonly profile: string
  readonly mayDecide: boolean
}

/** Drawn again only when it changed: there may be hundreds. */
const ChangedRow = memo(function ChangedRow({ one, index, profile, mayDecide, onAsk }: ChangedRowProps) {
  const { t } = useWords()
  return (
    <tr data-row={index} aria-rowindex={index + 2}>
      <th scope="row">{one.documentNo}</th>
      <td>{one.mandant}</td>
      <td>{profile}</td>
      <td>{t('ui.changed.fromTo', { sent: one.sentVersion, now: one.currentVersion })}</td>
      <td>
        {mayDecide ? (
          <div className="button-row">
            {choices.map((choice) => (
              <ActionButton
                key={choice}
                label={t(`ui.changed.${choice}.of`, { no: one.documentNo })}
                onPress={() => onAsk({ choice, one })}
              >
                {t(`ui.changed.${choice}`)}
              </ActionButton>
            ))}
          </div>
        ) : (
          t('ui.may.not')
        )}
      </td>
    </tr>
  )
})

interface DecideDialogProps extends NonNullable<Asking> {
  readonly profiles: readonly ProfileDto[]
  readonly onClose: () => void
  readonly onDone: () => void
}

function DecideDialog({ choice, one, profiles, onClose, onDone }: DecideDialogProps) {
  const { t } = useWords()
  const { profileId, mandant, sourceId, documentNo } = one
  const { send, isBusy, failure } = useSubmit(
    () => call('ledger.decide', { choice, profileId, mandant, sourceId }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  return (
    <QuestionDialog
      title={t(`ui.changed.${choice}.title`, { no: documentNo })}
      confirm={t(`ui.changed.${choice}`)}
      icon={choice === 'reverse-and-resend' ? 'arrows' : 'check'}
      look="primary"
      isBusy={isBusy}
      failure={failure}
      onConfirm={send}
      onClose={onClose}
    >
      <p>{t(`ui.changed.${choice}.text`, { profile: nameOf(profiles, profileId) })}</p>
    </QuestionDialog>
  )
}
