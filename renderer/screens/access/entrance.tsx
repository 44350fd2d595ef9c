import { type ReactNode, useEffect, useEffectEvent } from 'react'
import type { AppInfoDto, Language, PersonDto } from '../../../preload/contract/dto'
import type { FactName } from '../../../preload/contract/names'
import { call } from '../../api'
import { HostStopped } from '../../components/banners'
import { FailureNotice } from '../../components/failure-notice'
import { AccessProvider, useAccess } from '../../hooks/use-access'
import { useActivity } from '../../hooks/use-activity'
import { useCall } from '../../hooks/use-call'
import { ExportsProvider } from '../../hooks/use-exports'
import { ImportsProvider } from '../../hooks/use-imports'
import { useWords } from '../../hooks/use-words'
import { SetupFrame } from '../setup/setup-frame'
import { Damaged } from './damaged'
import { EntranceCard } from './entrance-card'
import { FirstAdministrator } from './first-administrator'
import { LockScreen } from './lock-screen'
import { SignIn } from './sign-in'

interface EntranceProps {
  readonly info: AppInfoDto
  readonly onLanguage: (language: Language) => void
  /** The first administrator was made: the assistant begins. */
  readonly onFirst?: () => void
  /** The screens; they exist only while somebody is signed in and the screen is open. */
  readonly children: ReactNode
}

const accessFacts = ['access.changed', 'host.changed'] as const satisfies readonly FactName[]

/** A backup helps against these. */
const lost: ReadonlySet<string> = new Set(['database-unreadable', 'database-missing'])

/** What stands before the screens: the first administrator, sign-in, the locked screen. */
export function Entrance({ info, onLanguage, onFirst, children }: EntranceProps) {
  const { value, failure, reload } = useCall('access.state', {}, accessFacts)
  const card = { info, onLanguage }
  if (info.host === 'stopped') {
    return (
      <EntranceCard {...card}>
        <Name />
        <HostStopped />
      </EntranceCard>
    )
  }
  if (failure) {
    return (
      <EntranceCard {...card}>
        {lost.has(failure.code) ? (
          <Damaged failure={failure} />
        ) : (
          <>
            <Name />
            <FailureNotice failure={failure} />
          </>
        )}
      </EntranceCard>
    )
  }
  if (!value) return null
  const { person } = value
  return (
    <AccessProvider state={value} reload={reload}>
      {person ? (
        // What runs goes on behind a locked screen, and is the next person's business no more.
        <ExportsProvider key={person.userId}>
          <ImportsProvider>
            {person.locked ? (
              <EntranceCard {...card}>
                <LockScreen person={person} />
              </EntranceCard>
            ) : (
              <Open person={person}>{children}</Open>
            )}
          </ImportsProvider>
        </ExportsProvider>
      ) : (
        <Outside hasAdministrator={value.hasAdministrator} card={card} onFirst={onFirst} />
      )}
    </AccessProvider>
  )
}

/** The heading of a page that is only a message. */
function Name() {
  const { t } = useWords()
  return <h1 className="visually-hidden">{t('ui.app')}</h1>
}

interface OutsideProps {
  readonly hasAdministrator: boolean
  readonly card: Pick<EntranceProps, 'info' | 'onLanguage'>
  readonly onFirst: (() => void) | undefined
}

/** Nobody is signed in: sign-in, or the first step of the assistant. */
function Outside({ hasAdministrator, card, onFirst }: OutsideProps) {
  if (hasAdministrator) {
    return (
      <EntranceCard {...card}>
        <SignIn />
      </EntranceCard>
    )
  }
  return (
    <SetupFrame {...card} current="administrator" done={new Set()}>
      <div className="setup-page">
        <section className="card padded">
          <FirstAdministrator {...(onFirst ? { onCreated: onFirst } : {})} />
        </section>
      </div>
    </SetupFrame>
  )
}

/** The open screen, until nobody did anything for too long or the person locks it (Ctrl+L, ⌘L). */
function Open({ person, children }: { person: PersonDto; children: ReactNode }) {
  const { lockAfterMinutes, reload } = useAccess()
  useActivity(person, lockAfterMinutes, reload)
  const lock = useEffectEvent(() => void call('access.lock', {}).then(reload))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      lock()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return children
}
