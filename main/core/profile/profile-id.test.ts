import { describe, expect, it } from 'vitest'
import { profileIdOf } from './profile-id'

const free = () => false

describe('the id of a new profile', () => {
  it.each([
    ['Kanzlei Müller & Söhne', 'kanzlei-mueller-soehne'],
    ['  Straße 7 – Filiale Köln ', 'strasse-7-filiale-koeln'],
    ['Café Zoë', 'cafe-zoe'],
    ['–', 'schnittstelle'],
    ['', 'schnittstelle'],
    ['北京', 'schnittstelle'],
  ])('comes from its name: %s', (name, id) => {
    expect(profileIdOf(name, free)).toBe(id)
  })

  it('gets a number when it is taken', () => {
    const taken = new Set(['kanzlei', 'kanzlei-2'])
    expect(profileIdOf('Kanzlei', (id) => taken.has(id))).toBe('kanzlei-3')
  })

  it('is never longer than an id may be', () => {
    const id = profileIdOf('Schnittstelle '.repeat(20), (one) => !one.endsWith('-9999'))
    expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
  })
})
