import { type ReactNode, useEffect, useRef } from 'react'
import type { AppInfoDto, Language } from '../../../preload/contract/dto'
import { Icon } from '../../components/icon'
import { Logo } from '../../components/logo'
import { Languages } from '../../components/sidebar'
import { useWords } from '../../hooks/use-words'
import { type SetupStep, setupSteps } from './setup-steps'

interface SetupFrameProps {
  readonly info: AppInfoDto
  readonly onLanguage: (language: Language) => void
  readonly current: SetupStep
  readonly done: ReadonlySet<SetupStep>
  /** Undefined: there is no way to another step yet. */
  readonly onStep?: (step: SetupStep) => void
  /** Who is at the window. */
  readonly userMenu?: ReactNode
  readonly children: ReactNode
}

/** The page of the assistant: its steps at the side, the one at work beside them. */
export function SetupFrame({ info, onLanguage, current, done, onStep, userMenu, children }: SetupFrameProps) {
  const { t } = useWords()
  return (
    <div className="setup">
      <aside className="setup-side">
        <div className="brand">
          <Logo />
          <span>{t('ui.app')}</span>
        </div>
        <nav aria-label={t('ui.setup.steps')}>
          <p className="setup-progress">
            {t('ui.setup.progress', { no: setupSteps.indexOf(current) + 1, count: setupSteps.length })}
          </p>
          <ol className="setup-steps">
            {setupSteps.map((step) => (
              <StepLink
                key={step}
                step={step}
                isCurrent={step === current}
                isDone={done.has(step)}
                onStep={step === 'administrator' ? undefined : onStep}
              />
            ))}
          </ol>
        </nav>
        <div className="setup-foot">
          {userMenu}
          <Languages onLanguage={onLanguage} />
          <p className="version">{t('ui.version', { version: info.version })}</p>
        </div>
      </aside>
      <main className="setup-main">{children}</main>
    </div>
  )
}

interface StepLinkProps {
  readonly step: SetupStep
  readonly isCurrent: boolean
  readonly isDone: boolean
  readonly onStep: ((step: SetupStep) => void) | undefined
}

function StepLink({ step, isCurrent, isDone, onStep }: StepLinkProps) {
  const { t } = useWords()
  const content = (
    <>
      <Icon name={isDone ? 'check' : 'ring'} />
      <span>{t(`ui.setup.step.${step}`)}</span>
      <span className="visually-hidden">{t(`ui.setup.stepState.${isDone ? 'done' : 'open'}`)}</span>
    </>
  )
  const className = `setup-step ${isDone ? 'setup-step-done' : ''}`
  const mark = isCurrent ? { 'aria-current': 'step' as const } : {}
  return (
    <li>
      {onStep ? (
        <button type="button" className={className} {...mark} onClick={() => onStep(step)}>
          {content}
        </button>
      ) : (
        <span className={className} {...mark}>
          {content}
        </span>
      )}
    </li>
  )
}

interface StepPageProps {
  readonly title: string
  readonly text: string
  /** What leads on and back. */
  readonly foot: ReactNode
  /** Another step is at work: what was begun here stays. */
  readonly isHidden?: boolean
  readonly children: ReactNode
}

/** One step. Its heading takes the focus, so that the keyboard and a screen reader begin at the step. */
export function StepPage({ title, text, foot, isHidden = false, children }: StepPageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isHidden) heading.current?.focus()
  }, [isHidden])
  return (
    <div className="setup-page" hidden={isHidden}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="setup-text">{text}</p>
      </header>
      {children}
      <footer className="setup-bar">
        <div className="button-row">{foot}</div>
      </footer>
    </div>
  )
}
