import { describe, expect, it } from 'vitest'
import { tokenForm, tokenUrlOf } from './token-request'

const microsoft = { provider: 'microsoft', clientId: 'c', tenant: 'example.de', tokenUrl: null } as const
const google = { provider: 'google', clientId: 'c', tenant: null, tokenUrl: null } as const

describe('where and how an access token is asked for', () => {
  it('is Microsoft’s address of the tenant, with the scope of SMTP', () => {
    expect(tokenUrlOf(microsoft)).toBe('https://login.microsoftonline.com/example.de/oauth2/v2.0/token')
    expect(tokenUrlOf({ ...microsoft, tenant: '../x?y' })).toBe(
      'https://login.microsoftonline.com/..%2Fx%3Fy/oauth2/v2.0/token',
    )
    expect(Object.fromEntries(tokenForm(microsoft, 'r', null))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'c',
      refresh_token: 'r',
      scope: 'https://outlook.office.com/SMTP.Send offline_access',
    })
  })

  it('is Google’s address, with the client’s secret', () => {
    expect(tokenUrlOf(google)).toBe('https://oauth2.googleapis.com/token')
    expect(Object.fromEntries(tokenForm(google, 'r', 's'))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'c',
      client_secret: 's',
      refresh_token: 'r',
    })
  })
})
