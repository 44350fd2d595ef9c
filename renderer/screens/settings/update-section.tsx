import { useState } from 'react'
import type { UpdatesDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { Choice } from '../../components/choice'
import { FailureNotice } from '../../components/failure-notice'
import { TextInput } from '../../components/fields'
import { Notice, type NoticeTone } from '../../components/notice'
import { type UpdateForm, useUpdateForm } from '../../hooks/use-update-form'
import { useWords } from '../../hooks/use-words'

/** Aktualisierung: where new versions of the app come from, how it stands, and what can be done now. */
export function UpdateSection({ updates, onSaved }: { updates: UpdatesDto; onSaved: () => void }) {
  const { t } = useWords()
  const form = useUpdateForm(updates.source, onSaved)
  const { kind, isDirty, isBusy, failure } = form
  return (
    <section className="card padded settings-card" aria-labelledby="updates-title">
      <h2 id="updates-title">{t('ui.updates.title')}</h2>
      <p className="hint">{t(`ui.updates.way.${updates.way}`)}</p>
      {updates.way !== 'none' && (
        <form className="form" onSubmit={form.submit(isDirty)}>
          <Choice
            label={t('ui.updates.source')}
            value={kind}
            onChange={form.setKind}
            options={(['off', 'server', 'folder'] as const).map((id) => ({ id, word: t(`ui.updates.source.${id}`) }))}
          />
          <Place form={form} />
          {failure && <FailureNotice failure={failure} />}
          <div className="button-row">
            <ActionButton type="submit" look="primary" icon="check" isPending={isBusy} isDisabled={!isDirty}>
              {t('ui.updates.save')}
            </ActionButton>
          </div>
        </form>
      )}
      {updates.source.kind !== 'off' && !isDirty && <Standing updates={updates} />}
    </section>
  )
}

function Place({ form: { kind, url, path, setUrl, setPath, choosePath } }: { form: UpdateForm }) {
  const { t } = useWords()
  if (kind === 'server')
    return <TextInput label={t('ui.updates.url')} hint={t('ui.updates.urlHint')} value={url} onChange={setUrl} />
  if (kind === 'off') return null
  return (
    <>
      <TextInput label={t('ui.updates.path')} hint={t('ui.updates.pathHint')} value={path} onChange={setPath} />
      <div className="button-row">
        <ActionButton onPress={() => void choosePath()}>{t('ui.updates.choose')}</ActionButton>
      </div>
    </>
  )
}

const tones: Readonly<Record<UpdatesDto['state'], NoticeTone>> = {
  off: 'quiet',
  idle: 'quiet',
  checking: 'waiting',
  current: 'good',
  available: 'waiting',
  downloading: 'waiting',
  ready: 'good',
  failed: 'attention',
}

/** How it stands, and the two things that can be done about it. */
function Standing({ updates }: { updates: UpdatesDto }) {
  const { t, sentence, moment } = useWords()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { state, version, percent, problem, checkedAtMs } = updates
  const params = { version: version ?? '', percent: percent ?? 0 }
  const title =
    state === 'failed' ? sentence('error', problem ?? 'update-failed') : t(`ui.updates.state.${state}`, params)
  const order = async (name: 'updates.check' | 'updates.install') => {
    const answer = await call(name, {})
    setFailure(answer.ok ? null : answer)
  }
  return (
    <>
      <div role="status">
        <Notice tone={tones[state]} title={title}>
          {checkedAtMs && <p>{t('ui.updates.checked', { moment: moment(checkedAtMs) })}</p>}
        </Notice>
      </div>
      {failure && <FailureNotice failure={failure} />}
      <div className="button-row">
        <ActionButton
          isPending={state === 'checking' || state === 'downloading'}
          onPress={() => void order('updates.check')}
        >
          {t('ui.updates.check')}
        </ActionButton>
        {state === 'ready' && (
          <ActionButton look="primary" onPress={() => void order('updates.install')}>
            {t('ui.updates.install')}
          </ActionButton>
        )}
      </div>
    </>
  )
}
