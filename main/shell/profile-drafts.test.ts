import { describe, expect, it } from 'vitest'
import { profile as sftp } from '../../test/fakes/profile'
import { folderProfile } from '../../test/fakes/profiles'
import { toDraft, toProfile } from './profile-drafts'

describe('a profile and its form', () => {
  it('are the same there and back', () => {
    for (const schedule of [
      { interval: 'hourly' },
      { interval: 'minutes', minutes: 45 },
      { interval: 'weekly', weekdays: ['mon'], time: '07:15' },
      { interval: 'monthly', days: [1, 31], time: '22:00' },
    ] as const) {
      const profile = { ...sftp(), schedule, email: ['a@example.de'], fileNamePattern: '{lauf}' }
      expect(toProfile(toDraft(profile))).toEqual({ profile, missing: [] })
    }
  })

  it('say what is empty beside a value that is right, so that no rule speaks of it a second time', () => {
    const draft = {
      ...toDraft(folderProfile({})),
      attemptsMax: null,
      schedule: { interval: 'daily', time: '' } as const,
    }
    const { profile, missing } = toProfile(draft)
    expect(missing.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'schedule.time input-missing',
      'attemptsMax input-missing',
    ])
    expect(profile).toMatchObject({ attemptsMax: 1, schedule: { time: '12:00' } })
  })

  it('leave out the blanks around what was typed, and what is only blanks', () => {
    const { target } = sftp()
    const typed = {
      ...target,
      host: ' sftp.example.de ',
      user: ' stb ',
      directory: ' in ',
      tlsCaFile: ' ',
      hostKeys: [],
    }
    const { profile } = toProfile({
      ...toDraft(sftp({ name: ' Kanzlei ' })),
      target: typed,
      fileNamePattern: ' ',
    })
    expect(profile).toMatchObject({
      ...{ name: 'Kanzlei', fileNamePattern: null },
      target: { host: 'sftp.example.de', user: 'stb', directory: 'in', tlsCaFile: null },
    })
  })
})
