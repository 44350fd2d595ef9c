import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { ProfileDto, StatusTroubleDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { Icon } from '../../components/icon'
import { StatusMark } from '../../components/status-mark'
import { useExports } from '../../hooks/use-exports'
import { useWords } from '../../hooks/use-words'
import { intervalWords, nextRunWords, profileWord, runWord } from '../../run-words'
import { profileState, toneOfProfile, toneOfRun, waitsForRetry, withOutcome } from '../../status'
import { ProfileFacts } from './profile-facts'
import { columns, ProfilePanel } from './profile-panel'

interface ProfileTableProps {
  readonly profiles: readonly ProfileDto[]
  /** Said above the list. */
  readonly troubles: readonly StatusTroubleDto[]
  readonly onShowRun: (runId: string) => void
  readonly onSettings: () => void
}

export function ProfileTable({ profiles, ...rest }: ProfileTableProps) {
  const { t } = useWords()
  return (
    <div className="card">
      <table className="table profiles">
        <thead>
          <tr>
            <th scope="col">{t('ui.profiles.name')}</th>
            <th scope="col" className="state-wide">
              {t('ui.profiles.state')}
            </th>
            <th scope="col" className="wide-only">
              {t('ui.profiles.branch')}
            </th>
            <th scope="col" className="wide-only">
              {t('ui.profiles.target')}
            </th>
            <th scope="col">{t('ui.profiles.nextRun')}</th>
            <th scope="col">{t('ui.profiles.lastRun')}</th>
            <th scope="col" className="numeric">
              {t('ui.profiles.waiting')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.profiles.action')}</span>
            </th>
          </tr>
        </thead>
        {profiles.map((profile) => (
          <ProfileRow key={profile.id} profile={profile} {...rest} />
        ))}
      </table>
    </div>
  )
}

type ProfileRowProps = Omit<ProfileTableProps, 'profiles'> & { readonly profile: ProfileDto }

function ProfileRow({ profile: listed, troubles, onShowRun, onSettings }: ProfileRowProps) {
  const words = useWords()
  const { t } = words
  const { live, run } = useExports()
  const now = live.get(listed.id)
  const [isOpen, setIsOpen] = useState(false)
  const profile = withOutcome(listed, now)
  const state = profileState(profile, now)
  const mark = <StatusMark tone={toneOfProfile(state)} word={profileWord(state, words)} />
  const branch = profile.branch ?? t('ui.profiles.allBranches')
  return (
    <tbody className="profile" data-profile={profile.id}>
      <tr>
        <th scope="row">
          <span className="state-narrow">{mark}</span>
          <NameButton name={profile.name} isOpen={isOpen} onPress={() => setIsOpen(!isOpen)} />
          <span className="second narrow-only">
            {t('ui.profiles.branchAndTarget', { branch, target: targetWords(profile, words) })}
          </span>
        </th>
        <td className="state-wide">{mark}</td>
        <td className="wide-only">{branch}</td>
        <td className="wide-only">
          <span className="place">{profile.target.place}</span>
          <span className="second">{t(`ui.protocol.${profile.target.protocol}`)}</span>
        </td>
        <td>
          <span className="nowrap">{nextRunWords(profile, words)}</span>
          <span className="second">{intervalWords(profile.schedule, words)}</span>
        </td>
        <td>
          <LastRun profile={profile} />
        </td>
        <td className="numeric">{words.number(profile.waitingDocuments)}</td>
        <td className="action">
          <ActionButton
            look="primary"
            icon="send"
            label={t('ui.export.nowOf', { name: profile.name })}
            isDisabled={profile.blocked !== null}
            isPending={state === 'running'}
            onPress={() => run(profile.id)}
          >
            {t('ui.export.now')}
          </ActionButton>
        </td>
      </tr>
      <ProfilePanel
        profile={profile}
        live={now}
        toldRunId={troubles.find((trouble) => trouble.profileId === profile.id)?.runId ?? null}
        onShowRun={onShowRun}
      />
      {isOpen && (
        <tr className="panel">
          <td colSpan={columns}>
            <ProfileFacts profile={profile} onSettings={onSettings} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

/** Opens what the profile is set to. */
function NameButton({ name, isOpen, onPress }: { name: string; isOpen: boolean; onPress: () => void }) {
  const { t } = useWords()
  return (
    <Button
      className="name-button"
      aria-label={t('ui.profile.more', { name })}
      aria-expanded={isOpen}
      onPress={onPress}
    >
      <Icon name="chevron" className={isOpen ? '' : 'to-right'} />
      <span className="profile-name">{name}</span>
    </Button>
  )
}

function targetWords(profile: ProfileDto, { t }: ReturnType<typeof useWords>): string {
  return `${t(`ui.protocol.${profile.target.protocol}`)} ${profile.target.place}`
}

function LastRun({ profile }: { profile: ProfileDto }) {
  const words = useWords()
  const run = profile.openRun ?? profile.lastRun
  if (!run) return <span className="second">{words.t('ui.profiles.neverRan')}</span>
  return (
    <>
      <StatusMark tone={toneOfRun(run)} word={runWord(run, words)} />
      <span className="second nowrap">
        {waitsForRetry(run) && run.retryAtMs !== null
          ? words.t('ui.trouble.next', { at: words.moment(run.retryAtMs) })
          : words.dateTime(run.finishedMs ?? run.startedMs)}
      </span>
    </>
  )
}
