import { memo } from 'react'
import { ActionButton } from '../../../components/action-button'
import { ChipsField } from '../../../components/chips-field'
import { MailResult } from '../../../components/mail-result'
import { Notice } from '../../../components/notice'
import { useCall } from '../../../hooks/use-call'
import { useMailTest } from '../../../hooks/use-mail-test'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { useWords } from '../../../hooks/use-words'

/** E-Mail: who hears of it when the export fails. */
export const Email = memo(function Email({ fields, onSettings }: { fields: ProfileFields; onSettings: () => void }) {
  const { t } = useWords()
  const { email } = fields.form
  const smtp = useCall('smtp.show', {}, ['status.changed', 'host.changed'])
  const { tested, isBusy, test } = useMailTest()
  const hasServer = smtp.value?.settings != null
  const wrong = new Set(fields.check?.faults.map(({ path }) => path))
  const fault = fields.fault('email')
  return (
    <>
      {smtp.value && !hasServer && (
        <Notice
          tone="waiting"
          title={t('ui.email.noServer')}
          actions={
            <ActionButton icon="sliders" onPress={onSettings}>
              {t('ui.email.setUp')}
            </ActionButton>
          }
        />
      )}
      <ChipsField
        label={t('ui.form.email')}
        listLabel={t('ui.email.addresses')}
        hint={t('ui.form.emailHint')}
        placeholder={t('ui.form.emailExample')}
        value={email}
        onChange={(value) => fields.change({ email: value })}
        onLeave={() => fields.leave('email')}
        isWrong={(index) => wrong.has(`email[${index}]`)}
        error={fault && t('ui.email.faulty', { value: fault.value ?? '', reason: fields.error('email') ?? '' })}
      />
      {hasServer && email.length > 0 && (
        <div className="button-row">
          <ActionButton icon="mail" isPending={isBusy} onPress={() => void test(email)}>
            {t('ui.email.test')}
          </ActionButton>
        </div>
      )}
      {tested.map((result) => (
        <MailResult key={result.address} {...result} />
      ))}
    </>
  )
})
