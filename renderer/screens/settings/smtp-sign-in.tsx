import type { SmtpEntryDto } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { RadioChoice, TextInput } from '../../components/fields'
import { SecretField } from '../../components/secret-field'
import type { SmtpFormState } from '../../hooks/use-smtp-form'
import { useWords } from '../../hooks/use-words'
import type { SmtpForm } from '../../smtp-form'

interface SignInProps {
  readonly state: SmtpFormState
  readonly entry: SmtpEntryDto
}

/** How the mail server knows who sends: only what belongs to the chosen way is shown. */
export function SmtpSignIn({ state, entry }: SignInProps) {
  const { t } = useWords()
  const { form, change, error } = state
  return (
    <>
      <RadioChoice
        label={t('ui.smtp.auth')}
        value={form.auth}
        onChange={(auth) => change({ auth })}
        options={(['password', 'oauth2', 'none'] as const).map((id) => ({ id, word: t(`ui.smtp.auth.${id}`) }))}
      />
      {form.auth !== 'none' && (
        <TextInput
          label={t('ui.smtp.user')}
          hint={t('ui.smtp.userHint')}
          value={form.user}
          onChange={(user) => change({ user })}
          error={error('user')}
        />
      )}
      {form.auth === 'password' && <SignInSecret state={state} entry={entry} label={t('ui.smtp.password')} />}
      {form.auth === 'oauth2' && <OAuth2 state={state} entry={entry} />}
    </>
  )
}

/** A secret of another way of signing in does not count as set. */
function SignInSecret({ state: { form, change }, entry, label }: SignInProps & { readonly label: string }) {
  return (
    <SecretField
      label={label}
      isSet={entry.secretSet && entry.settings?.auth === form.auth}
      secretName="smtp"
      value={form.secret}
      onChange={(secret) => change({ secret: secret ?? '' })}
    />
  )
}

function OAuth2({ state, entry }: SignInProps) {
  const { t } = useWords()
  const { form, change, error } = state
  return (
    <div className="sub-form">
      <Choice
        label={t('ui.smtp.oauth.provider')}
        value={form.oauthProvider}
        onChange={(oauthProvider) => change({ oauthProvider })}
        options={(['microsoft', 'google', 'other'] as const).map((id) => ({
          id,
          word: t(`ui.smtp.oauth.provider.${id}`),
        }))}
      />
      <Guide provider={form.oauthProvider} />
      <TextInput
        label={t('ui.smtp.oauth.clientId')}
        value={form.clientId}
        onChange={(clientId) => change({ clientId })}
        error={error('clientId')}
      />
      {form.oauthProvider === 'microsoft' && (
        <TextInput
          label={t('ui.smtp.oauth.tenant')}
          hint={t('ui.smtp.oauth.tenantHint')}
          value={form.tenant}
          onChange={(tenant) => change({ tenant })}
          error={error('tenant')}
        />
      )}
      {form.oauthProvider === 'other' && (
        <TextInput
          label={t('ui.smtp.oauth.tokenUrl')}
          hint={t('ui.smtp.oauth.tokenUrlHint')}
          type="url"
          value={form.tokenUrl}
          onChange={(tokenUrl) => change({ tokenUrl })}
          error={error('tokenUrl')}
        />
      )}
      <SecretField
        label={t('ui.smtp.clientSecret')}
        hint={t('ui.smtp.clientSecretHint')}
        isSet={entry.clientSecretSet}
        isNeeded={false}
        secretName="smtp-client"
        value={form.clientSecret}
        onChange={(clientSecret) => change({ clientSecret: clientSecret ?? '' })}
      />
      <SignInSecret state={state} entry={entry} label={t('ui.smtp.refreshToken')} />
    </div>
  )
}

const steps = {
  microsoft: ['microsoft.1', 'microsoft.2', 'microsoft.3', 'microsoft.4'],
  google: ['google.1', 'google.2', 'google.3', 'google.4'],
  other: ['other.1', 'other.2'],
} as const

function Guide({ provider }: { provider: SmtpForm['oauthProvider'] }) {
  const { t } = useWords()
  return (
    <details className="guide">
      <summary>{t('ui.smtp.guide')}</summary>
      <ol className="guide-steps">
        {steps[provider].map((step) => (
          <li key={step}>{t(`ui.smtp.guide.${step}`)}</li>
        ))}
      </ol>
    </details>
  )
}
