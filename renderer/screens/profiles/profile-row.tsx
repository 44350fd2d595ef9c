import { memo } from 'react'
import { Button } from 'react-aria-components'
import type { ProfileDto } from '../../../preload/contract/dto'
import { isTextKey } from '../../../resources/locales/texts'
import { ActionButton } from '../../components/action-button'
import { StatusMark } from '../../components/status-mark'
import { useMay } from '../../hooks/use-access'
import { useExports } from '../../hooks/use-exports'
import { useWords, type Words } from '../../hooks/use-words'
import { intervalWords, nextRunWords, profileWord, runWord } from '../../run-words'
import { profileState, toneOfProfile, toneOfRun, waitsForRetry, withOutcome } from '../../status'
import { MenuButton } from './row-menu'

interface ProfileRowProps {
  readonly profile: ProfileDto
  /** Place in the whole list, from 0. */
  readonly index: number
  readonly hasComputer: boolean
  readonly onEdit: (profile: ProfileDto) => void
  readonly onMenu: (profile: ProfileDto, button: Element) => void
  readonly isMenuOpen: boolean
}

export const ProfileRow = memo(function ProfileRow(props: ProfileRowProps) {
  const { profile: listed, index, hasComputer, onEdit, onMenu, isMenuOpen } = props
  const words = useWords()
  const { t } = words
  const { live, run } = useExports()
  const now = live.get(listed.id)
  const mayConfigure = useMay('configure')
  const mayRun = useMay('run')
  const profile = withOutcome(listed, now)
  const state = profileState(profile, now)
  const mark = <StatusMark tone={toneOfProfile(state)} word={profileWord(state, words)} />
  const branch = profile.branch ?? t('ui.profiles.allBranches')
  const where = t('ui.profiles.branchAndTarget', { branch, target: targetWords(profile, words) })
  return (
    <tr data-row={index} data-profile={profile.id} aria-rowindex={index + 2}>
      <th scope="row">
        <span className="state-narrow">{mark}</span>
        <Name profile={profile} onEdit={mayConfigure ? () => onEdit(listed) : null} />
        <span className="second narrow-only one-line" title={where}>
          {where}
        </span>
      </th>
      <td className="state-wide">{mark}</td>
      <td className="wide-only">
        <span className="two-lines" title={branch}>
          {branch}
        </span>
      </td>
      {hasComputer && (
        <td>
          <span className="two-lines" title={profile.workstation ?? ''}>
            {profile.workstation}
          </span>
        </td>
      )}
      <td className="wide-only">
        <span className="place one-line" title={profile.target.place}>
          {profile.target.place}
        </span>
        <span className="second">{t(`ui.protocol.${profile.target.protocol}`)}</span>
      </td>
      <td>
        <span className="nowrap">{nextRunWords(profile, words)}</span>
        <Second text={blockedWords(profile, words) ?? intervalWords(profile.schedule, words)} />
      </td>
      <td>
        <LastRun profile={profile} />
      </td>
      <td className="numeric">{waitingWords(profile.waitingDocuments, words)}</td>
      <td className="action">
        <div className="row-actions">
          {mayRun && (
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
          )}
          {mayConfigure && (
            <MenuButton profile={profile} isOpen={isMenuOpen} onOpen={(button) => onMenu(listed, button)} />
          )}
        </div>
      </td>
    </tr>
  )
})

function Name({ profile: { name }, onEdit }: { profile: ProfileDto; onEdit: (() => void) | null }) {
  const { t } = useWords()
  const shown = (
    <span className="profile-name two-lines" title={name}>
      {name}
    </span>
  )
  if (!onEdit) return shown
  return (
    <Button className="name-button" aria-label={t('ui.list.editOf', { name })} onPress={onEdit}>
      {shown}
    </Button>
  )
}

/** Below the main word of a cell; what does not fit is there under the mouse. */
function Second({ text }: { text: string }) {
  return (
    <span className="second two-lines" title={text}>
      {text}
    </span>
  )
}

/** Not known before it was counted. */
function waitingWords(count: number | null, { number }: Words): string {
  return count === null ? '…' : number(count)
}

/** Why it may not run here and now, in a few words; the sentence is told when somebody tries. */
function blockedWords({ blocked }: ProfileDto, { t }: Words): string | null {
  if (!blocked) return null
  const key = `alert.reason.${blocked.code}`
  return isTextKey(key) ? t(key, blocked.params) : null
}

function targetWords(profile: ProfileDto, { t }: Words): string {
  return `${t(`ui.protocol.${profile.target.protocol}`)} ${profile.target.place}`
}

function LastRun({ profile }: { profile: ProfileDto }) {
  const words = useWords()
  const run = profile.openRun ?? profile.lastRun
  if (!run) return <span className="second">{words.t('ui.profiles.neverRan')}</span>
  return (
    <>
      <StatusMark tone={toneOfRun(run)} word={runWord(run, words)} />
      <Second
        text={
          waitsForRetry(run) && run.retryAtMs !== null
            ? words.t('ui.trouble.next', { at: words.moment(run.retryAtMs) })
            : words.dateTime(run.finishedMs ?? run.startedMs)
        }
      />
    </>
  )
}
