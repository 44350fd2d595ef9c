import { describe, expect, it } from 'vitest'
import { exportFormats } from '../../main/core/formats'
import type { ExportFormat } from '../../main/core/formats/format'
import { isTextKey } from '../../resources/locales/texts'
import { sources } from '../architecture/sources'

/** What a person reads in the form of a profile. */
function keysOf({ id, settings, presets }: ExportFormat): readonly string[] {
  return [
    ...[`format.${id}`, `format.${id}.about`],
    ...presets.map((preset) => `format.preset.${preset.id}`),
    ...settings.flatMap((setting) => {
      const label = `format.setting.${setting.key}`
      const help = setting.help ? [`${label}.help`] : []
      const options = setting.kind === 'choice' ? setting.options.map((option) => `${label}.${option}`) : []
      const columns = setting.kind === 'columns' ? setting.offered.map(({ column }) => `format.column.${column}`) : []
      return [label, ...help, ...options, ...columns]
    }),
  ]
}

describe('formats', () => {
  it.each(exportFormats.map((format) => [format.id, format] as const))(
    '%s has words for what is chosen',
    (_id, format) => {
      expect(keysOf(format).filter((key) => !isTextKey(key))).toEqual([])
    },
  )

  it('have a sentence for every fault and warning', () => {
    const keys = sources(/\.ts$/)
      .filter(({ path }) => path.startsWith('main/core/formats/') && !path.endsWith('.test.ts'))
      .flatMap(({ text }) => [
        ...[...text.matchAll(/\.reject\(\s*'([a-z][a-z-]+)'/g)].map(([, code]) => `fault.${code}`),
        ...[...text.matchAll(/\.(?:warn|count)\(\s*'([a-z][a-z-]+)'/g)].map(([, code]) => `warning.${code}`),
      ])
    expect(keys.length).toBeGreaterThan(50)
    expect([...new Set(keys)].filter((key) => !isTextKey(key))).toEqual([])
  })
})
