import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bomOf, componentsOf, noticesOf } from '../../scripts/bom.mjs'
import { licenceOf, licenceText, packageOf } from '../../scripts/shipped.mjs'
import { root } from './sources'

/** What CycloneDX 1.6 asks of the parts that we write (bom-1.6.schema.json). */
const Licence = z.union([
  z.strictObject({ license: z.strictObject({ id: z.string().min(1) }) }),
  z.strictObject({ expression: z.string().min(1) }),
])
const Component = z.strictObject({
  type: z.enum(['library', 'framework']),
  'bom-ref': z.string().min(1),
  group: z.string().optional(),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().regex(/^pkg:npm\/(%40[^/@]+\/)?[^/@]+@[^@]+$/),
  hashes: z
    .array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[a-f0-9]{128}$/) }))
    .optional(),
  licenses: z.array(Licence).optional(),
})
const Bom = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.strictObject({
    timestamp: z.iso.datetime(),
    component: z.looseObject({ type: z.literal('application') }),
  }),
  components: z.array(Component).min(1),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
})

const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const folders = [
  'node_modules/@github/keytar',
  'node_modules/better-sqlite3',
  'node_modules/electron',
  'node_modules/react',
  'node_modules/ssh2',
]
const components = componentsOf(folders, json('package-lock.json'), licenceOf)

describe('the list of what ships', () => {
  it('is CycloneDX 1.6, and names every package once', () => {
    const bom = bomOf(components, json('package.json'), '2026-11-25T00:00:00.000Z')
    expect(Bom.parse(bom)).toEqual(bom)
    const references = bom.components.map((component) => component['bom-ref'])
    expect(new Set(references).size).toBe(folders.length)
    expect(bom.dependencies).toEqual([{ ref: bom.metadata.component['bom-ref'], dependsOn: references }])
    expect(bom.components.find(({ name }) => name === 'keytar')?.purl).toBe('pkg:npm/%40github/keytar@7.10.6')
  })

  it('has the same number for the same contents', () => {
    const [one, other] = ['2026-11-25T00:00:00.000Z', '2027-01-01T00:00:00.000Z'].map((at) =>
      bomOf(components, json('package.json'), at),
    )
    expect(one?.serialNumber).toBe(other?.serialNumber)
  })

  it('refuses a package that the lock file does not know', () => {
    expect(() => componentsOf(['node_modules/nothing'], json('package-lock.json'), licenceOf)).toThrow('nothing')
  })

  it('comes with the licences as the packages carry them', () => {
    const notices = noticesOf(components, (index) => licenceText(folders[index] ?? ''))
    for (const title of ['@github/keytar 7.10.6 (MIT)', 'react 19.3.1 (MIT)', 'ssh2 1.17.0 (MIT)'])
      expect(notices).toContain(title)
    expect(notices).toMatch(/Permission is hereby granted/)
  })

  it('knows the package of a module by its folder', () => {
    expect(packageOf('/a/b/node_modules/react/index.js?x')).toBe('node_modules/react')
    expect(packageOf('/a/node_modules/@scope/one/node_modules/two/lib/x.js')).toBe(
      'node_modules/@scope/one/node_modules/two',
    )
    expect(packageOf('\0/a/main/core/x.ts')).toBeNull()
    expect(packageOf('C:\\a\\node_modules\\zod\\v4\\x.js')).toBe('node_modules/zod')
  })
})
