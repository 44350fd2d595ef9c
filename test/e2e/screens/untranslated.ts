import de from '../../../resources/locales/de.json' with { type: 'json' }
import en from '../../../resources/locales/en.json' with { type: 'json' }

const english: Readonly<Record<string, string>> = en
const rawKey = /^(ui|error|fault|warning|state|alert|tray|cli)\.[\w-]+(\.[\w-]+)*$/
const simple = /\{\w+\}/g
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** German texts that English people should never see. With placeholders: only where enough words are left to tell. */
const words = new Set(Object.values(en))
const german = Object.entries(de).filter(([key, text]) => text !== english[key] && !words.has(text))
const plain = new Set(german.map(([, text]) => text).filter((text) => !text.includes('{')))
const patterns = german
  .map(([, text]) => text)
  .filter((text) => text.includes('{') && !text.replaceAll(simple, '').includes('{'))
  .filter((text) => /\p{L}{4}.*\s.*\p{L}{4}/u.test(text.replaceAll(simple, '')))
  .map((text) => new RegExp(`^${text.split(simple).map(escaped).join('.*')}$`, 's'))

export const rawKeysIn = (texts: readonly string[]) => texts.filter((text) => rawKey.test(text))

/** @param names what people called things themselves */
export function germanIn(texts: readonly string[], names: ReadonlySet<string>): readonly string[] {
  return texts.filter((text) => !names.has(text) && (plain.has(text) || patterns.some((one) => one.test(text))))
}
