import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { call, type Failure } from '../api'
import { useFact } from '../hooks/use-fact'
import type { Shown } from '../hooks/use-revealed'
import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { PasswordInput } from './password-input'

interface RevealDialogProps {
  readonly label: string
  readonly secretName: string
  readonly onRevealed: (shown: Shown) => void
  readonly onClose: () => void
}

/** Asks for the person's own password before a stored one is shown. */
export function RevealDialog({ label, secretName, onRevealed, onClose }: RevealDialogProps) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  useFact('access.changed', () => setPassword(''))
  const ask = async () => {
    setIsBusy(true)
    const answer = await call('access.reveal', { secretName, password })
    if (isGone.current) return // closed meanwhile: nobody waits for it, and it is let go of
    setIsBusy(false)
    setPassword('')
    if (answer.ok) onRevealed(answer.value)
    else setFailure(answer)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy && password !== '') void ask()
  }
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{t('ui.reveal.title', { label })}</Heading>
          <p className="hint">{t('ui.reveal.text')}</p>
          <form className="form" onSubmit={submit}>
            <PasswordInput
              label={t('ui.access.ownPassword')}
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              autoFocus
            />
            {failure && <FailureNotice failure={failure} />}
            <div className="button-row button-row-end">
              <ActionButton onPress={onClose}>{t('ui.cancel')}</ActionButton>
              <ActionButton look="primary" icon="eye" type="submit" isPending={isBusy} isDisabled={password === ''}>
                {t('ui.reveal.confirm')}
              </ActionButton>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
