import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, sources } from './sources'

const lines = (text: string) => text.split('\n').length - 1

describe('habits', () => {
  it('keep files at 300 lines or less', () => {
    const long = sources(/\.tsx?$/).filter(({ text }) => lines(text) > 300)
    expect(long.map(({ path, text }) => `${path} ${lines(text)}`)).toEqual([])
  })

  it('give every room a README of 30 lines or less', () => {
    const rooms = [
      'main',
      'main/core',
      'main/engine',
      'main/adapters',
      'main/checker',
      'main/shell',
      'main/cli',
      'preload',
      'renderer',
      'resources',
      'test',
    ]
    const wrong = rooms.filter((room) => {
      const file = join(root, room, 'README.md')
      return !existsSync(file) || lines(readFileSync(file, 'utf8')) > 30
    })
    expect(wrong).toEqual([])
  })

  it('use the words of the glossary in names', () => {
    const never = /^(tenant|voucher|paymentType|supplier|cron|customer)s?$/i
    // The name of a foreign standard stays: what Microsoft calls a directory of accounts, as `smtp set` has it.
    const foreign = /(?:mail\/mail|smtp-form)\.ts: tenant$/
    const declared = /\b(?:const|let|function|class|interface|type|readonly)\s+([A-Za-z]\w*)/g
    const wrong = sources(/\.tsx?$/).flatMap(({ path, text }) =>
      [...text.matchAll(declared)]
        .map((match) => match[1] ?? '')
        .filter((name) => never.test(name))
        .map((name) => `${path}: ${name}`)
        .filter((name) => !foreign.test(name)),
    )
    expect(wrong).toEqual([])
  })

  it('leave no sentence in the screens: texts stand in the locale files', () => {
    const literal =
      /(?<![=)])>\s*[A-Za-zÄÖÜäöüß]{2}[^<>{}=;()]*<\/|\b(?:aria-label|title|placeholder|alt)="[A-Za-zÄÖÜäöü]{2}/g
    const wrong = sources(/\.tsx$/).flatMap(({ path, text }) =>
      [...text.matchAll(literal)].map((match) => `${path}: ${match[0]}`),
    )
    expect(wrong).toEqual([])
  })
})
