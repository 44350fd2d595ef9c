import type { SettingsDto } from '../../preload/contract/dto'
import type { SmtpSettings } from '../core/mail/mail'
import { faultAt } from '../core/profile/profile-fault'
import { fail, ok, type Result } from '../core/result'
import type { AppError, SmtpOverview } from '../engine/app'
import { invalid } from '../engine/app-error'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toCallError } from './to-dto'

/** How this computer starts the app. `startAtSignIn` null: it offers no start at sign-in. */
export interface StartSettings {
  readonly startAtSignIn: boolean | null
  readonly startMinimised: boolean
}

/** The part of the desktop that starts the app. */
export interface StartDesk {
  startSettings(): Promise<StartSettings>
  /** What is left out stays. */
  setStartSettings(change: StartChange): Promise<Result<void, AppError>>
}

export interface StartChange {
  readonly startAtSignIn?: boolean | undefined
  readonly startMinimised?: boolean | undefined
}

/** The settings screen: mail server, start, what is told. */
export function settingsHandlers(host: Host, desktop: Partial<StartDesk>) {
  const show = async () => {
    const start = (await desktop.startSettings?.()) ?? noStart
    return out(await host.ask('alerts.settings'), ({ notifyOnSuccess }): SettingsDto => ({ ...start, notifyOnSuccess }))
  }
  return {
    'settings.show': show,
    'settings.save': async ({ notifyOnSuccess, ...start }) => {
      const changed = (await desktop.setStartSettings?.(start)) ?? ok()
      if (!changed.ok) return fail(toCallError(changed.error))
      if (notifyOnSuccess !== undefined) {
        const saved = await host.ask('alerts.setSettings', { notifyOnSuccess })
        if (!saved.ok) return fail(toCallError(saved.error))
      }
      return show()
    },
    'smtp.show': async () => out(await host.ask('smtp.show'), toSmtpEntry),
    'smtp.save': async ({ settings, secret, clientSecret }) => {
      const { port } = settings
      if (port === null) return fail(toCallError(portMissing))
      return out(await host.ask('smtp.save', { settings: { ...settings, port }, secret, clientSecret }), nothing)
    },
    'smtp.test': async ({ address }) => out(await host.ask('smtp.test', address), ({ answer }) => ({ answer })),
  } satisfies Partial<Handlers>
}

const nothing = () => ({})
const noStart: StartSettings = { startAtSignIn: null, startMinimised: false }
const portMissing = invalid('input-faults', { count: 1 }, { faults: [faultAt('port', null, 'input-missing')] })

function toSmtpEntry({ settings, secretSet, clientSecretSet }: SmtpOverview) {
  return { settings: settings && toSmtp(settings), secretSet, clientSecretSet }
}

function toSmtp(settings: SmtpSettings) {
  return { ...settings, oauth2: settings.oauth2 && { ...settings.oauth2 } }
}
