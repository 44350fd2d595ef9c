import { useState } from 'react'
import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { PageHead } from '../../components/page-head'
import { SearchBox } from '../../components/search-box'
import type { Asked } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { EmptyLedger } from './empty-ledger'
import { EmptyProfiles } from './empty-profiles'
import { ProfileTable } from './profile-table'

interface ProfilesScreenProps {
  readonly profiles: Asked<readonly ProfileDto[]>
  readonly ledger: Asked<LedgerStatusDto>
  readonly onShowRun: (runId: string) => void
}

/** Schnittstellen: every export at a glance, and the button that starts one. */
export function ProfilesScreen({ profiles, ledger, onShowRun }: ProfilesScreenProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
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
      <Content profiles={profiles} ledger={ledger} onShowRun={onShowRun} search={search} />
    </>
  )
}

function Content({ profiles, ledger, onShowRun, search }: ProfilesScreenProps & { readonly search: string }) {
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
        <ProfileTable profiles={found} onShowRun={onShowRun} />
      )}
    </>
  )
}

function matches(profile: ProfileDto, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase('de')
  const text = [profile.name, profile.id, profile.branch ?? '', profile.target.place].join('\n')
  return text.toLocaleLowerCase('de').includes(wanted)
}
