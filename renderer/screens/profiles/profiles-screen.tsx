import { useState } from 'react'
import type { LedgerStatusDto, ProfileDto, StatusDto, StatusTroubleDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { PageHead } from '../../components/page-head'
import { SearchBox } from '../../components/search-box'
import type { Asked } from '../../hooks/use-call'
import { type LiveExport, useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { EmptyLedger } from './empty-ledger'
import { EmptyProfiles } from './empty-profiles'
import { ProfileTable } from './profile-table'
import { TroubleList } from './trouble-list'

interface ProfilesScreenProps {
  readonly profiles: Asked<readonly ProfileDto[]>
  readonly ledger: Asked<LedgerStatusDto>
  readonly status: StatusDto | null
  readonly onShowRun: (runId: string) => void
  readonly onSettings: () => void
}

/** Schnittstellen: every export at a glance, and the button that starts one. */
export function ProfilesScreen(props: ProfilesScreenProps) {
  const { profiles, status, onShowRun, onSettings } = props
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const { live } = useExports()
  const troubles = listedHere(status?.troubles ?? [], live)
  const list = profiles.value ?? []
  return (
    <>
      <PageHead title={t('ui.nav.profiles')}>
        {list.length > 0 && (
          <SearchBox
            label={t('ui.profiles.search')}
            placeholder={t('ui.profiles.searchHint')}
            value={search}
            onChange={setSearch}
          />
        )}
      </PageHead>
      <TroubleList troubles={troubles} onShowRun={onShowRun} onSettings={onSettings} />
      <Content {...props} search={search} troubles={troubles} />
    </>
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

interface ContentProps extends ProfilesScreenProps {
  readonly search: string
  readonly troubles: readonly StatusTroubleDto[]
}

function Content({ profiles, ledger, onShowRun, onSettings, search, troubles }: ContentProps) {
  const { t } = useWords()
  const failure = profiles.failure ?? ledger.failure
  if (failure) return <FailureNotice failure={failure} />
  if (!profiles.value || !ledger.value) return <p className="loading">{t('ui.loading')}</p>
  const hasLedger = ledger.value.mandants.length > 0
  if (profiles.value.length === 0) return hasLedger ? <EmptyProfiles /> : <EmptyLedger />
  const found = profiles.value.filter((profile) => matches(profile, search))
  return (
    <>
      {!hasLedger && <EmptyLedger />}
      {found.length === 0 ? (
        <p className="nothing">{t('ui.profiles.noneFound', { search })}</p>
      ) : (
        <ProfileTable profiles={found} troubles={troubles} onShowRun={onShowRun} onSettings={onSettings} />
      )}
    </>
  )
}

function matches(profile: ProfileDto, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase('de')
  const text = [profile.name, profile.id, profile.branch ?? '', profile.target.place].join('\n')
  return text.toLocaleLowerCase('de').includes(wanted)
}
