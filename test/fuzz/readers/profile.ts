import { parseJson } from '../../../main/cli/input'
import { exportFormats } from '../../../main/core/formats'
import { checkProfile } from '../../../main/core/profile/rules'
import { parseProfile } from '../../../preload/contract/profile'
import { isTextKey } from '../../../resources/locales/texts'
import { profile } from '../../fakes/profile'
import { mutated, wordsOf } from '../mutate'
import { type FuzzReader, finding, hasText } from '../reader'
import { spoilt } from '../values'

const samples = [
  profile(),
  profile({ schedule: { interval: 'weekly', weekdays: ['mon', 'fri'], time: '07:30' }, email: ['a@example.org'] }),
  profile({ schedule: { interval: 'monthly', days: [1, 31], time: '18:30' }, fileNamePattern: '{mandant}_{monat}' }),
  profile({ target: { ...profile().target, protocol: 'folder', host: null, user: null, directory: '/srv/{jjjj}' } }),
]
const texts = samples.map((sample) => Buffer.from(JSON.stringify(sample)))
const words = wordsOf([
  ...['"protocol":"sftp"', '"folder"', '"ftps"', '{mandant}', '{', '}', '..', '\\\\', '\\u0000', '\\ud800', '1e400'],
  ...['"minutes"', '"hourly"', '"24:00"', '"__proto__":{"enabled":false},', '"id":"a",', '[[[[', 'Europe/Berlin'],
])

/** `belegbote profile apply`: bytes, JSON, shape, rules. */
export const profileReader: FuzzReader = {
  name: 'profile-json',
  share: 170,
  open: async () => ({
    make: (random) => {
      if (random.oneIn(2)) return mutated(random, texts, words)
      const value = spoilt(random.pick(samples), random)
      // What JSON cannot say is left out by it, or refused by it.
      try {
        return Buffer.from(JSON.stringify(value) ?? 'null')
      } catch {
        return Buffer.from('{}')
      }
    },
    read: async (input) => {
      const json = parseJson(input as Uint8Array, 'profil.json') // safe: what `make` made
      if (!json.ok) return refused(json.error.code)
      const parsed = parseProfile(json.value)
      const faults = parsed.ok ? checkProfile(parsed.value, exportFormats, { maintenanceWindow: null }) : parsed.faults
      for (const { code } of faults)
        finding(isTextKey(`fault.${code}`) || isTextKey(`error.${code}`), `no text for ${code}`)
      finding(parsed.ok || faults.length > 0, 'refused without a reason')
      finding(!('enabled' in Object.prototype), 'the prototype was changed')
      return parsed.ok && faults.length === 0
    },
    close: async () => undefined,
  }),
}

function refused(code: string): boolean {
  finding(hasText(code) && isTextKey(`error.${code}`), `no text for ${code}`)
  return false
}
