import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { MailResult } from '../../components/mail-result'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { intervalWords } from '../../run-words'
import { EmailDialog } from './email-dialog'
import { ScheduleDialog } from './schedule-dialog'

/** What a profile is set to, below its row, with the way to change it. */
export function ProfileFacts({ profile, onSettings }: { profile: ProfileDto; onSettings: () => void }) {
  return (
    <div className="profile-facts">
      <ScheduleFacts profile={profile} />
      <EmailFacts profile={profile} onSettings={onSettings} />
    </div>
  )
}

function ScheduleFacts({ profile }: { profile: ProfileDto }) {
  const words = useWords()
  const { t } = words
  const [changing, setChanging] = useState(false)
  return (
    <section className="profile-fact">
      <h2>{t('ui.profile.schedule')}</h2>
      <p>{profile.enabled ? intervalWords(profile.schedule, words) : t('ui.profile.schedule.off')}</p>
      {profile.startDate !== null && (
        <p className="second">{t('ui.profile.startDate', { startDate: profile.startDate })}</p>
      )}
      <p className="second">{t(`ui.profile.missed.${profile.missedRuns}`)}</p>
      <div className="button-row">
        <ActionButton icon="clock" onPress={() => setChanging(true)}>
          {t('ui.schedule.change')}
        </ActionButton>
      </div>
      {changing && <ScheduleDialog profile={profile} onClose={() => setChanging(false)} />}
    </section>
  )
}

interface Tested {
  readonly address: string
  readonly answer: string | null
  readonly failure: Failure | null
}

function EmailFacts({ profile, onSettings }: { profile: ProfileDto; onSettings: () => void }) {
  const { t } = useWords()
  const smtp = useCall('smtp.show', {}, ['status.changed', 'host.changed'])
  const [changing, setChanging] = useState(false)
  const { tested, busy, test } = useTest(profile.email)
  const hasServer = smtp.value?.settings != null
  const isNeeded = smtp.value !== null && !hasServer
  return (
    <section className="profile-fact">
      <h2>{t('ui.email')}</h2>
      <p>
        {profile.email.length === 0 ? t('ui.email.nobody') : t('ui.email.to', { addresses: profile.email.join(', ') })}
      </p>
      {isNeeded && <p className="second">{t('ui.email.noServer')}</p>}
      <div className="button-row">
        {isNeeded && (
          <ActionButton icon="sliders" onPress={onSettings}>
            {t('ui.email.setUp')}
          </ActionButton>
        )}
        <ActionButton icon="mail" onPress={() => setChanging(true)}>
          {t('ui.email.change')}
        </ActionButton>
        {hasServer && profile.email.length > 0 && (
          <ActionButton icon="send" isPending={busy} onPress={() => void test()}>
            {t('ui.email.test')}
          </ActionButton>
        )}
      </div>
      {tested.map((result) => (
        <MailResult key={result.address} {...result} />
      ))}
      {changing && <EmailDialog profile={profile} onClose={() => setChanging(false)} />}
    </section>
  )
}

/** Sends to one address after the other, so that each has the server's answer of its own. */
function useTest(addresses: readonly string[]) {
  const [tested, setTested] = useState<readonly Tested[]>([])
  const [busy, setBusy] = useState(false)
  const test = async () => {
    setBusy(true)
    setTested([])
    for (const address of addresses) {
      const answer = await call('smtp.test', { address })
      const result = answer.ok
        ? { address, answer: answer.value.answer, failure: null }
        : { address, answer: answer.answer ?? null, failure: answer }
      setTested((before) => [...before, result])
    }
    setBusy(false)
  }
  return { tested, busy, test }
}
