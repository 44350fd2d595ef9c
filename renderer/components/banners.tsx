import { useState } from 'react'
import type { ProfileDto, StatusDto, WorkstationDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useMay } from '../hooks/use-access'
import { useWords } from '../hooks/use-words'
import { needsPerson } from '../status'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { Notice } from './notice'
import { ResumeButton } from './status-box'

interface BannersProps {
  readonly hostStopped: boolean
  readonly workstation: WorkstationDto | null
  readonly profiles: readonly ProfileDto[]
  readonly status: StatusDto | null
  /** The screen lists what needs a person itself. */
  readonly hasTroubleList: boolean
  readonly onShowRun: (runId: string) => void
}

/** What concerns the whole installation, above every screen. */
export function Banners({ hostStopped, workstation, profiles, status, hasTroubleList, onShowRun }: BannersProps) {
  const parked = profiles.flatMap((profile) => {
    const run = needsPerson(profile.openRun) ? profile.openRun : profile.lastRun
    return run && needsPerson(run) ? [{ name: profile.name, runId: run.id }] : []
  })
  return (
    <div className="banners">
      {hostStopped && <HostStopped />}
      {workstation && !workstation.adopted && <NotAdopted workstation={workstation} />}
      {status?.pausedUntilMs != null && <Paused untilMs={status.pausedUntilMs} />}
      {parked.length > 0 && !hasTroubleList && <Parked parked={parked} onShowRun={onShowRun} />}
    </div>
  )
}

/** The worker died, and nothing runs until it is started again. */
export function HostStopped() {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const restart = async () => {
    setBusy(true)
    await call('app.restartHost', {})
    setBusy(false)
  }
  return (
    <Notice
      tone="attention"
      isAlert
      title={t('error.host-stopped')}
      actions={
        <ActionButton look="primary" isPending={busy} onPress={() => void restart()}>
          {t('ui.host.restart')}
        </ActionButton>
      }
    />
  )
}

function NotAdopted({ workstation }: { workstation: WorkstationDto }) {
  const { t } = useWords()
  const mayAdopt = useMay('configure')
  const [failure, setFailure] = useState<Failure | null>(null)
  const adopt = async () => {
    const answer = await call('workstation.adopt', {})
    setFailure(answer.ok ? null : answer)
  }
  const { name, boundName } = workstation
  return (
    <Notice
      tone="attention"
      title={t('ui.adopt.question')}
      actions={
        <ActionButton look="primary" icon="computer" isDisabled={!mayAdopt} onPress={() => void adopt()}>
          {t('ui.adopt.confirm')}
        </ActionButton>
      }
    >
      <p>{t(workstation.reason === 'older-copy' ? 'ui.adopt.olderCopy' : 'ui.adopt.otherName', { name, boundName })}</p>
      {!mayAdopt && <p>{t('ui.may.not')}</p>}
      {failure && <FailureNotice failure={failure} />}
    </Notice>
  )
}

function Paused({ untilMs }: { untilMs: number }) {
  const { t, moment } = useWords()
  return (
    <Notice
      tone="paused"
      title={t('ui.pause.banner', { at: moment(untilMs) })}
      actions={<ResumeButton look="primary" />}
    >
      <p>{t('ui.pause.bannerHint')}</p>
    </Notice>
  )
}

interface ParkedProps {
  readonly parked: readonly { readonly name: string; readonly runId: string }[]
  readonly onShowRun: (runId: string) => void
}

function Parked({ parked, onShowRun }: ParkedProps) {
  const { t } = useWords()
  const [first] = parked
  if (!first) return null
  return (
    <Notice
      tone="attention"
      title={t('ui.parked.banner', { count: parked.length, name: first.name })}
      actions={<ActionButton onPress={() => onShowRun(first.runId)}>{t('ui.parked.show')}</ActionButton>}
    />
  )
}
