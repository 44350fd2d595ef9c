import { parseMandant } from '../../preload/contract/settings'
import { formatsWithTaxCodes } from '../core/formats'
import { fail } from '../core/result'
import type { MasterRecord } from '../engine/app'
import { profileFaults } from '../engine/profile-faults'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toCallError } from './to-dto'

/** Stammdaten: what was imported, what people changed in it, and what they set per Mandant. */
export function masterDataHandlers(host: Host) {
  return {
    'masterData.list': async () => out(await host.ask('masterData.list'), (records) => records.map(toRecord)),
    'masterData.edit': async (input) => out(await host.ask('masterData.edit', input), nothing),
    'masterData.reset': async (input) => out(await host.ask('masterData.reset', input), nothing),
    'mandants.show': async ({ mandant }) =>
      out(await host.ask('mandants.show', mandant), ({ taxKeys, ...others }) => ({
        ...others,
        taxKeys: taxKeys.map((rule) => ({ ...rule })),
        formats: [...formatsWithTaxCodes],
      })),
    // By the rules of `mandant set`, so that the command line and the window refuse the same.
    'mandants.save': async (input) => {
      const parsed = parseMandant(input)
      if (!parsed.ok) return fail(toCallError(profileFaults(parsed.faults)))
      const { mandant, ...settings } = parsed.value
      return out(await host.ask('mandants.save', { mandant, settings }), nothing)
    },
  } satisfies Partial<Handlers>
}

const nothing = () => ({})

function toRecord({ kind, id, mandant, fields }: MasterRecord) {
  const shown = Object.entries(fields).map(([field, { value, imported, edited }]) => [
    field,
    { value, imported, edited },
  ])
  return { kind, id, mandant, fields: Object.fromEntries(shown) }
}
