import type { SmtpEntryDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { Choice } from '../../components/choice'
import { TextInput } from '../../components/fields'
import { FormFailure } from '../../components/form-dialog'
import { Notice } from '../../components/notice'
import { type SmtpFormState, useSmtpForm } from '../../hooks/use-smtp-form'
import { useWords } from '../../hooks/use-words'
import { type MailProvider, mailProviders, presetOf, providerOf, withSecurity } from '../../smtp-form'
import { SmtpSignIn } from './smtp-sign-in'
import { SmtpTest } from './smtp-test'

interface SmtpSectionProps {
  readonly entry: SmtpEntryDto
  readonly onSaved: () => void
  readonly onDirty: (isDirty: boolean) => void
}

/** E-Mail-Versand: the mailbox that failure mails are sent from, and whether it works. */
export function SmtpSection({ entry, onSaved, onDirty }: SmtpSectionProps) {
  const { t } = useWords()
  const state = useSmtpForm(entry, onSaved, onDirty)
  return (
    <>
      <section className="card padded settings-card" aria-labelledby="smtp-title">
        <h2 id="smtp-title">{t('ui.smtp.title')}</h2>
        <p className="hint">{t('ui.smtp.text')}</p>
        <Provider state={state} />
        <Server state={state} />
        <Sender state={state} />
        <SmtpSignIn state={state} entry={entry} />
        <Expert state={state} />
        <SaveLine state={state} entry={entry} />
      </section>
      <SmtpTest isSetUp={entry.settings !== null} isDirty={state.isDirty} />
    </>
  )
}

function Provider({ state: { form, change } }: { state: SmtpFormState }) {
  const { t } = useWords()
  const provider = providerOf(form)
  return (
    <div className="field">
      <Choice<MailProvider>
        label={t('ui.smtp.provider')}
        value={provider}
        onChange={(id) => change(presetOf(id))}
        options={[
          ...mailProviders.map(({ id, name }) => ({ id, word: name })),
          { id: 'other', word: t('ui.smtp.provider.other') },
        ]}
      />
      <p className="field-hint">{t(`ui.smtp.provider.hint.${provider}`)}</p>
    </div>
  )
}

function Server({ state }: { state: SmtpFormState }) {
  const { t } = useWords()
  const { form, change, error } = state
  return (
    <>
      <div className="field-row">
        <TextInput
          label={t('ui.smtp.host')}
          value={form.host}
          onChange={(host) => change({ host })}
          error={error('host')}
        />
        <TextInput
          label={t('ui.smtp.port')}
          width="short"
          inputMode="numeric"
          value={form.port}
          onChange={(text) => change({ port: text.replace(/\D/g, '').slice(0, 5) })}
          error={error('port')}
        />
      </div>
      <Choice
        label={t('ui.smtp.security')}
        value={form.security}
        onChange={(security) => change(withSecurity(form, security))}
        options={(['starttls', 'tls', 'none'] as const).map((id) => ({ id, word: t(`ui.smtp.security.${id}`) }))}
      />
      {form.security === 'none' && <Notice tone="attention" title={t('ui.smtp.security.warning')} />}
    </>
  )
}

function Sender({ state: { form, change, error } }: { state: SmtpFormState }) {
  const { t } = useWords()
  return (
    <>
      <TextInput
        label={t('ui.smtp.from')}
        hint={t('ui.smtp.fromHint')}
        value={form.from}
        onChange={(from) => change({ from })}
        error={error('from')}
      />
      <Choice
        label={t('ui.smtp.language')}
        value={form.language}
        onChange={(language) => change({ language })}
        options={(['de', 'en'] as const).map((id) => ({ id, word: t(`ui.smtp.language.${id}`) }))}
      />
    </>
  )
}

/** What only a server of the house needs. A file that is not right must be seen, so that the block opens then. */
function Expert({ state: { form, change, error } }: { state: SmtpFormState }) {
  const { t } = useWords()
  if (form.security === 'none') return null
  const fault = error('tlsCaFile')
  return (
    <details className="guide" open={form.tlsCaFile !== '' || fault !== undefined}>
      <summary>{t('ui.smtp.expert')}</summary>
      <TextInput
        label={t('ui.smtp.caFile')}
        hint={t('ui.smtp.caFileHint')}
        value={form.tlsCaFile}
        onChange={(tlsCaFile) => change({ tlsCaFile })}
        error={fault}
      />
    </details>
  )
}

function SaveLine({ state, entry }: { state: SmtpFormState; entry: SmtpEntryDto }) {
  const { t } = useWords()
  const { form, isDirty, isSaving, isSaved, sentSecret, failure } = state
  const isMissing = form.auth !== 'none' && !entry.secretSet && !sentSecret
  return (
    <div className="save-line">
      {failure && <FormFailure failure={failure} />}
      <div role="status">
        {isSaved &&
          (isMissing ? (
            <Notice tone="waiting" title={t('ui.smtp.savedNoSecret')} />
          ) : (
            <Notice tone="good" title={t('ui.smtp.saved')} />
          ))}
      </div>
      <div className="button-row">
        <ActionButton look="primary" icon="check" isDisabled={!isDirty} isPending={isSaving} onPress={state.save}>
          {t('ui.save')}
        </ActionButton>
        {isDirty && <ActionButton onPress={state.reset}>{t('ui.discard.leave')}</ActionButton>}
      </div>
    </div>
  )
}
