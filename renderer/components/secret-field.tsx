import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useMay } from '../hooks/use-access'
import { useRevealed } from '../hooks/use-revealed'
import { useWords } from '../hooks/use-words'
import { TextInput } from './fields'
import { Icon } from './icon'
import { RevealDialog } from './reveal-dialog'
import { StatusMark } from './status-mark'

interface SecretFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly onLeave?: (() => void) | undefined
  /** A secret is stored. What it is never comes here, except through the reveal rule. */
  readonly isSet: boolean
  /** Without one it does not work: says so while none is stored. */
  readonly isNeeded?: boolean
  /** What is typed now, where the form holds it; null: nothing, and what is stored stays. */
  readonly value?: string | null
  /** Null: nothing is typed, and what is stored stays. */
  readonly onChange: (value: string | null) => void
  /** Its name in the secret store, `profile:<id>`; null: it is nowhere yet. */
  readonly secretName: string | null
  readonly isDisabled?: boolean
}

/**
 * A password that goes in and never comes back: says whether one is stored, and replaces it. Where the chain allows it, an
 * administrator sees an eye that shows the stored one for a moment, after their own password.
 */
export function SecretField(props: SecretFieldProps) {
  const { label, hint, isSet, isNeeded = true, onChange, secretName } = props
  const [ownValue, setOwnValue] = useState<string | null>(null)
  const value = props.value === undefined ? ownValue : props.value
  const change = (typed: string) => {
    const next = typed === '' ? null : typed
    setOwnValue(next)
    onChange(next)
  }
  const { t } = useWords()
  const mayReveal = useMay('reveal') && isSet && secretName !== null
  return (
    <div className="secret-field">
      <TextInput
        label={label}
        hint={hint ?? t('ui.secret.hint')}
        error={props.error}
        onLeave={props.onLeave}
        type="password"
        value={value ?? ''}
        onChange={change}
        placeholder={isSet ? t('ui.secret.replace') : ''}
        isDisabled={props.isDisabled ?? false}
        mark={<SetMark isSet={isSet} isNeeded={isNeeded} />}
      />
      {mayReveal && <StoredSecret label={label} secretName={secretName} />}
    </div>
  )
}

function SetMark({ isSet, isNeeded }: { isSet: boolean; isNeeded: boolean }) {
  const { t } = useWords()
  if (isSet) return <StatusMark tone="good" word={t('ui.secret.set')} />
  return <StatusMark tone={isNeeded ? 'waiting' : 'quiet'} word={t('ui.secret.notSet')} />
}

/** The eye, and what it shows for a moment: nothing that could be copied with a click. */
function StoredSecret({ label, secretName }: { label: string; secretName: string }) {
  const { t } = useWords()
  const [asks, setAsks] = useState(false)
  const { shown, show, hide } = useRevealed()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown) box.current?.scrollIntoView?.({ block: 'nearest' }) // seconds are few
  }, [shown])
  return (
    <>
      <Button
        className="icon-button secret-eye"
        aria-label={t(shown ? 'ui.reveal.hide' : 'ui.reveal.show', { label })}
        aria-expanded={shown !== null}
        onPress={() => (shown ? hide() : setAsks(true))}
      >
        <Icon name={shown ? 'eyeOff' : 'eye'} />
      </Button>
      <div role="status" className="secret-shown" ref={box}>
        {shown && (
          <>
            <span className="field-label">{t('ui.reveal.stored')}</span>
            <code className="secret-text">{shown.secret}</code>
            <span className="field-hint">{t('ui.reveal.hides', { seconds: Math.round(shown.showMs / 1000) })}</span>
          </>
        )}
      </div>
      {asks && (
        <RevealDialog
          label={label}
          secretName={secretName}
          onClose={() => setAsks(false)}
          onRevealed={(revealed) => {
            setAsks(false)
            show(revealed)
          }}
        />
      )}
    </>
  )
}
