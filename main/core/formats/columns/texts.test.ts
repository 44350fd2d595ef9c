import { expect, it } from 'vitest'
import { isTextKey } from '../../../../resources/locales/texts'
import { sources } from '../../../../test/architecture/sources'
import { csv } from '../csv'
import type { ExportFormat } from '../format'
import { xlsx } from '../xlsx'

function textKeys({ id, settings, presets }: ExportFormat): readonly string[] {
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

it('has words for everything a person chooses and for every fault', () => {
  const codes = sources(/\.ts$/)
    .filter(({ path }) => path.startsWith('main/core/formats/columns/') && !path.endsWith('.test.ts'))
    .flatMap(({ text }) =>
      [...text.matchAll(/\.(reject|warn)\('([a-z-]+)'/g)].map(
        ([, level, code]) => `${level === 'warn' ? 'warning' : 'fault'}.${code}`,
      ),
    )
  expect(codes.length).toBeGreaterThan(10)
  const keys = [...codes, ...textKeys(csv), ...textKeys(xlsx)]
  expect([...new Set(keys)].filter((key) => !isTextKey(key))).toEqual([])
})
