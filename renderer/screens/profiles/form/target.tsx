import { memo } from 'react'
import { Button } from 'react-aria-components'
import { call } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { RadioChoice, TextInput } from '../../../components/fields'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { PatternField } from '../../../components/pattern-field'
import { SecretField } from '../../../components/secret-field'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { useWords } from '../../../hooks/use-words'
import { directoryPlaceholders, protocols, usesKey, usualPorts } from '../../../profile-form'

/** FTP: where the files go, and how the program signs in there. */
export const Target = memo(function Target({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, change } = fields
  return (
    <>
      <RadioChoice
        label={t('ui.form.protocol')}
        options={protocols.map((id) => ({ id, word: t(`ui.form.protocol.${id}`) }))}
        value={form.protocol}
        onChange={(protocol) => change({ protocol })}
      />
      {form.protocol === 'ftp' && <Notice tone="waiting" title={t('ui.form.ftpWarning')} />}
      {form.protocol === 'folder' ? <Folder fields={fields} /> : <Server fields={fields} protocol={form.protocol} />}
    </>
  )
})

function Folder({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  return (
    <PatternField
      label={t('ui.form.folder')}
      hint={t('ui.form.folderHint')}
      isRequired
      value={fields.form.folder}
      onChange={(folder) => fields.change({ folder })}
      onLeave={() => fields.leave('target.directory')}
      error={fields.error('target.directory')}
      placeholders={directoryPlaceholders}
      examples={exampleOf(fields)}
      button={<ChoosePath kind="folder" onChosen={(folder) => fields.change({ folder })} />}
    />
  )
}

/** What the placeholders make of the directory; nothing where there are none. */
function exampleOf({ check, draft }: ProfileFields): readonly string[] {
  const directory = check?.names.directory ?? null
  return directory === null || !draft.target.directory.includes('{') ? [] : [directory]
}

type ServerProtocol = keyof typeof usualPorts

function Server({ fields, protocol }: { fields: ProfileFields; protocol: ServerProtocol }) {
  const { t } = useWords()
  const { form, change, leave, error } = fields
  return (
    <>
      <div className="form-columns">
        <div className="field-row">
          <TextInput
            label={t('ui.form.host')}
            hint={t('ui.form.hostHint')}
            isRequired
            placeholder={t('ui.form.hostExample')}
            value={form.host}
            onChange={(host) => change({ host })}
            onLeave={() => leave('target.host')}
            error={error('target.host')}
          />
          <TextInput
            label={t('ui.form.port')}
            inputMode="numeric"
            placeholder={usualPorts[protocol]}
            value={form.port}
            onChange={(text) => change({ port: text.replace(/\D/g, '').slice(0, 5) })}
            onLeave={() => leave('target.port')}
            error={error('target.port')}
          />
        </div>
        <PatternField
          label={t('ui.form.directory')}
          hint={t('ui.form.directoryHint')}
          value={form.directory}
          onChange={(directory) => change({ directory })}
          onLeave={() => leave('target.directory')}
          error={error('target.directory')}
          placeholders={directoryPlaceholders}
          examples={exampleOf(fields)}
        />
      </div>
      <SignIn fields={fields} />
      {protocol === 'sftp' && form.hostKeys.length > 0 && <HostKeys fields={fields} />}
      {(protocol === 'ftps' || protocol === 'ftps-implicit') && <OwnAuthority fields={fields} />}
    </>
  )
}

function SignIn({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, change, leave, error } = fields
  return (
    <div className="form-columns">
      <div className="form">
        <TextInput
          label={t('ui.form.user')}
          hint={t('ui.form.userHint')}
          isRequired
          value={form.user}
          onChange={(user) => change({ user })}
          onLeave={() => leave('target.user')}
          error={error('target.user')}
        />
        {form.protocol === 'sftp' && (
          <RadioChoice
            label={t('ui.form.signIn')}
            options={[
              { id: 'password', word: t('ui.form.signIn.password') },
              { id: 'key', word: t('ui.form.signIn.key') },
            ]}
            value={form.signIn}
            onChange={(signIn) => change({ signIn })}
          />
        )}
      </div>
      <div className="form">
        {usesKey(form) && <KeyFile fields={fields} />}
        <Secret fields={fields} />
      </div>
    </div>
  )
}

function KeyFile({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  return (
    <div className="field-with-button">
      <TextInput
        label={t('ui.form.keyFile')}
        hint={t('ui.form.keyFileHint')}
        isRequired
        value={fields.form.privateKeyFile}
        onChange={(privateKeyFile) => fields.change({ privateKeyFile })}
        onLeave={() => fields.leave('target.privateKeyFile')}
        error={fields.error('target.privateKeyFile')}
      />
      <ChoosePath kind="file" onChosen={(privateKeyFile) => fields.change({ privateKeyFile })} />
    </div>
  )
}

/** What is stored belongs to one sign-in: who changes that gives the password anew. */
function Secret({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, isNew, check, change } = fields
  const isSet = check?.secretSet ?? false
  const isGone = !isNew && check !== null && !isSet && form.secret === null && !usesKey(form)
  return (
    <SecretField
      label={t(usesKey(form) ? 'ui.form.passphrase' : 'ui.form.password')}
      hint={isGone ? t('ui.form.passwordAnew') : undefined}
      isSet={isSet}
      isNeeded={!usesKey(form)}
      value={form.secret}
      onChange={(secret) => change({ secret })}
      secretName={isNew || !isSet ? null : `profile:${form.id}`}
    />
  )
}

function HostKeys({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { hostKeys } = fields.form
  return (
    <div className="field">
      <span className="field-label" id="host-keys">
        {t('ui.form.hostKeys')}
      </span>
      <ul className="host-keys" aria-labelledby="host-keys">
        {hostKeys.map((key) => (
          <li key={key}>
            <Icon name="key" />
            <code>{key}</code>
            <Button
              className="icon-button"
              aria-label={t('ui.form.hostKeyRemove', { hostKey: key })}
              onPress={() => fields.change({ hostKeys: hostKeys.filter((one) => one !== key) })}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
      <p className="field-hint">{t('ui.form.hostKeysHint')}</p>
    </div>
  )
}

function OwnAuthority({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  return (
    <div className="field-with-button">
      <TextInput
        label={t('ui.form.caFile')}
        hint={t('ui.form.caFileHint')}
        value={fields.form.tlsCaFile}
        onChange={(tlsCaFile) => fields.change({ tlsCaFile })}
        onLeave={() => fields.leave('target.tlsCaFile')}
        error={fields.error('target.tlsCaFile')}
      />
      <ChoosePath kind="file" onChosen={(tlsCaFile) => fields.change({ tlsCaFile })} />
    </div>
  )
}

interface ChoosePathProps {
  readonly kind: 'file' | 'folder'
  readonly onChosen: (path: string) => void
}

function ChoosePath({ kind, onChosen }: ChoosePathProps) {
  const { t } = useWords()
  const choose = async () => {
    const answer = await call('profiles.choosePath', { kind })
    if (answer.ok && answer.value !== null) onChosen(answer.value)
  }
  return (
    <ActionButton icon="folder" onPress={() => void choose()}>
      {t(`ui.form.choose.${kind}`)}
    </ActionButton>
  )
}
