import { useMemo, useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { FailureNotice } from '../../components/failure-notice'
import { SwitchField } from '../../components/fields'
import { SaveCsv } from '../../components/save-csv'
import { SearchBox } from '../../components/search-box'
import { useWords } from '../../hooks/use-words'
import type { FormOrder } from './form/profile-form'
import { filtered, type SortOrder, sorted } from './profile-list'
import { ProfileTable } from './profile-table'
import { RemoveDialog } from './remove-dialog'
import type { RowDeed } from './row-menu'

interface ProfileListCardProps {
  readonly profiles: readonly ProfileDto[]
  readonly focusId: string | null
  readonly onOpen: (order: FormOrder) => void
}

/** The list with its search, its filter and its order. */
export function ProfileListCard({ profiles, focusId, onOpen }: ProfileListCardProps) {
  const { t, language } = useWords()
  const [search, setSearch] = useState('')
  const [onlyBound, setOnlyBound] = useState(false)
  const [order, setOrder] = useState<SortOrder>({ column: 'name', isDescending: false })
  const [removing, setRemoving] = useState<ProfileDto | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const shown = useMemo(
    () => sorted(filtered(profiles, { search, onlyBound }), order, language),
    [profiles, search, onlyBound, order, language],
  )
  const act = async (profile: ProfileDto, deed: RowDeed) => {
    setFailure(null)
    if (deed === 'edit' || deed === 'duplicate') return onOpen({ kind: deed, profileId: profile.id })
    if (deed === 'remove') return setRemoving(profile)
    const answer = await call('profiles.setEnabled', { profileId: profile.id, enabled: !profile.enabled })
    setFailure(answer.ok ? null : answer)
  }
  return (
    <>
      <div className="list-tools">
        <SearchBox
          label={t('ui.profiles.search')}
          placeholder={t('ui.profiles.searchHint')}
          value={search}
          onChange={setSearch}
        />
        <SwitchField label={t('ui.list.onlyBound')} value={onlyBound} onChange={setOnlyBound} />
        <span className="bar-gap" />
        <SaveCsv order={{ list: 'profiles', profileIds: shown.map(({ id }) => id) }} isDisabled={shown.length === 0} />
      </div>
      {failure && <FailureNotice failure={failure} />}
      {shown.length === 0 ? (
        <p className="nothing">{t(search.trim() === '' ? 'ui.list.noneBound' : 'ui.profiles.noneFound', { search })}</p>
      ) : (
        <ProfileTable
          profiles={shown}
          hasComputer={onlyBound}
          order={order}
          onOrder={setOrder}
          focusId={focusId}
          onDeed={(profile, deed) => void act(profile, deed)}
        />
      )}
      {removing && <RemoveDialog profile={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}
