import { useState } from 'react'
import type {
  CallOutput,
  LedgerStatusDto,
  ProfileDto,
  StatusDto,
  StatusTroubleDto,
} from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { PageHead } from '../../components/page-head'
import { useMay } from '../../hooks/use-access'
import type { Asked } from '../../hooks/use-call'
import { type LiveExport, useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { EmptyLedger } from './empty-ledger'
import { EmptyProfiles } from './empty-profiles'
import { type FormOrder, ProfileForm } from './form/profile-form'
import { LiveExports } from './live-exports'
import { ProfileListCard } from './profile-list-card'
import { TroubleList } from './trouble-list'

interface ProfilesScreenProps {
  readonly profiles: Asked<readonly ProfileDto[]>
  readonly ledger: Asked<LedgerStatusDto>
  readonly status: StatusDto | null
  readonly onShowRun: (runId: string) => void
  readonly onSettings: () => void
  readonly onLedger: () => void
  /** The form holds what is not saved yet. */
  readonly onDirty: (isDirty: boolean) => void
}

type Saved = CallOutput<'profiles.save'> & { readonly name: string }

/** Schnittstellen: every export at a glance, the button that starts one, and the form. */
export function ProfilesScreen(props: ProfilesScreenProps) {
  const [order, setOrder] = useState<FormOrder | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)
  const [lastId, setLastId] = useState<string | null>(null)
  const open = (next: FormOrder) => {
    setSaved(null)
    setLastId('profileId' in next ? next.profileId : null)
    setOrder(next)
  }
  if (!order) return <ListPage {...props} saved={saved} focusId={lastId} onOpen={open} />
  return (
    <ProfileForm
      order={order}
      onDirty={props.onDirty}
      onSettings={props.onSettings}
      onClose={() => setOrder(null)}
      onSaved={(done, name) => {
        setSaved({ ...done, name })
        setLastId(done.profileId)
        setOrder(null)
      }}
    />
  )
}

interface ListPageProps extends ProfilesScreenProps {
  readonly saved: Saved | null
  readonly focusId: string | null
  readonly onOpen: (order: FormOrder) => void
}

function ListPage(props: ListPageProps) {
  const { profiles, status, saved, onShowRun, onSettings, onLedger, onOpen } = props
  const { t } = useWords()
  const { live } = useExports()
  const mayConfigure = useMay('configure')
  const list = profiles.value ?? []
  return (
    <>
      <PageHead title={t('ui.nav.profiles')}>
        {list.length > 0 && mayConfigure && (
          <ActionButton look="primary" icon="plus" onPress={() => onOpen({ kind: 'new' })}>
            {t('ui.list.new')}
          </ActionButton>
        )}
      </PageHead>
      {saved && <SavedNotice saved={saved} />}
      <TroubleList troubles={listedHere(status?.troubles ?? [], live)} {...{ onShowRun, onSettings, onLedger }} />
      <LiveExports profiles={list} onShowRun={onShowRun} />
      <Content {...props} />
    </>
  )
}

/** What was stored; the password may have been refused by the keychain. */
function SavedNotice({ saved: { name, secretTrouble } }: { saved: Saved }) {
  const { t, sentence } = useWords()
  if (!secretTrouble) return <Notice tone="good" isAlert title={t('ui.form.saved', { name })} />
  return (
    <Notice tone="attention" isAlert title={t('ui.form.savedWithoutSecret', { name })}>
      <p>{sentence('error', secretTrouble.code, secretTrouble.params)}</p>
    </Notice>
  )
}

/** The banner asks for the adoption already, and an export that just ended says itself how it ended. */
function listedHere(
  troubles: readonly StatusTroubleDto[],
  live: ReadonlyMap<string, LiveExport>,
): readonly StatusTroubleDto[] {
  return troubles.filter(({ subject, profileId, runId }) => {
    const outcome = profileId === null ? null : live.get(profileId)?.outcome
    const isShown = outcome != null && 'report' in outcome && outcome.report.run.id === runId
    return subject !== 'workstation' && !isShown
  })
}

function Content({ profiles, ledger, saved, focusId, onOpen }: ListPageProps) {
  const { t } = useWords()
  const failure = profiles.failure ?? ledger.failure
  if (failure) return <FailureNotice failure={failure} />
  // What was just saved is in the list with the next answer.
  const isBehind = saved !== null && profiles.value?.length === 0
  if (!profiles.value || !ledger.value || isBehind) return <p className="loading">{t('ui.loading')}</p>
  const hasLedger = ledger.value.mandants.length > 0
  if (profiles.value.length === 0) {
    return hasLedger ? <EmptyProfiles onNew={() => onOpen({ kind: 'new' })} /> : <EmptyLedger />
  }
  return (
    <>
      {!hasLedger && <EmptyLedger />}
      <ProfileListCard profiles={profiles.value} focusId={focusId} onOpen={onOpen} />
    </>
  )
}
