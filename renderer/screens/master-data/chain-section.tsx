import type { ChainDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { TimeInput } from '../../components/date-time-fields'
import { SwitchField } from '../../components/fields'
import { FormFailure } from '../../components/form-dialog'
import { Notice } from '../../components/notice'
import { useMay } from '../../hooks/use-access'
import { useChainForm } from '../../hooks/use-chain-form'
import { useWords } from '../../hooks/use-words'

const stay = () => undefined

/** Filialkette: when nothing runs, and whether administrators may see stored passwords. */
export function ChainSection({ chain, onSaved }: { chain: ChainDto; onSaved: () => void }) {
  const { t } = useWords()
  const mayEdit = useMay('configure')
  const form = useChainForm(chain, onSaved)
  const { isDirty, isBusy, isSaved } = form
  return (
    <section className="card padded settings-card" aria-labelledby="chain-title">
      <h2 id="chain-title">{t('ui.chain.title')}</h2>
      {!mayEdit && <p className="hint">{t('ui.may.not')}</p>}
      <form className="form" onSubmit={form.submit(isDirty && mayEdit)}>
        <SwitchField
          label={t('ui.chain.window')}
          hint={t('ui.chain.windowHint')}
          value={form.hasWindow}
          isDisabled={!mayEdit}
          onChange={form.setHasWindow}
        />
        {form.hasWindow && (mayEdit ? <Times form={form} /> : <p>{t('ui.chain.windowIs', form.times)}</p>)}
        <SwitchField
          label={t('ui.chain.reveal')}
          hint={t('ui.chain.revealHint')}
          value={form.mayReveal}
          isDisabled={!mayEdit}
          onChange={form.setMayReveal}
        />
        <Trouble form={form} />
        <div role="status">{isSaved && !isDirty && <Notice tone="good" title={t('ui.chain.saved')} />}</div>
        {mayEdit && (
          <div className="button-row">
            <ActionButton type="submit" look="primary" icon="check" isPending={isBusy} isDisabled={!isDirty}>
              {t('ui.save')}
            </ActionButton>
          </div>
        )}
      </form>
    </section>
  )
}

type Form = ReturnType<typeof useChainForm>

function Times({ form }: { form: Form }) {
  const { t } = useWords()
  return (
    <div className="chain-times">
      {(['from', 'to'] as const).map((edge) => (
        <TimeInput
          key={edge}
          label={t(`ui.chain.${edge}`)}
          value={form.times[edge]}
          onChange={(time) => form.setTime(edge, time)}
          onLeave={stay}
          error={form.error(edge)}
        />
      ))}
    </div>
  )
}

function Trouble({ form: { closed, failure } }: { form: Form }) {
  const { t } = useWords()
  if (!failure) return null
  if (closed.length === 0) return <FormFailure failure={failure} />
  return (
    <Notice tone="attention" isAlert title={t('ui.chain.closed')}>
      <ul className="fault-list">
        {closed.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  )
}
