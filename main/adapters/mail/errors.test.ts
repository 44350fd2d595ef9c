import { describe, expect, it } from 'vitest'
import type { MailErrorKind } from '../../core/mail/mail'
import { MailTrouble, toMailError } from './errors'
import { withoutSecrets } from './secrets-out'

interface Thrown {
  readonly code?: string
  readonly originalCode?: string
  readonly response?: string
  readonly name?: string
}
const thrown = (facts: Thrown) => Object.assign(new Error('words of the library'), facts)

describe('the table of errors', () => {
  it.each<[Thrown, MailErrorKind]>([
    [{ code: 'ETIMEDOUT' }, 'smtp-timeout'],
    [{ code: 'EABORT', name: 'AbortError' }, 'smtp-timeout'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'smtp-unreachable'],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'smtp-unreachable'],
    [{ code: 'ENOTFOUND' }, 'smtp-unreachable'],
    [{ code: 'EAI_AGAIN' }, 'smtp-unreachable'],
    [{ code: 'ECONNECTION' }, 'smtp-unreachable'],
    [{ code: 'ESOCKET', originalCode: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'smtp-tls'],
    [{ code: 'ESOCKET', originalCode: 'EPROTO' }, 'smtp-tls'],
    [{ code: 'ETLS', response: '454 TLS not available' }, 'smtp-tls'],
    [{ code: 'EENVELOPE', response: '530 5.7.0 Must issue a STARTTLS command first' }, 'smtp-tls'],
    [{ code: 'EAUTH', response: '535 5.7.139 Basic authentication is disabled' }, 'smtp-auth-refused'],
    [{ code: 'EAUTH', response: '503 5.5.1 AUTH not available' }, 'smtp-auth-refused'],
    [{ code: 'EAUTH', response: '454 4.7.0 Temporary authentication failure' }, 'smtp-failed'],
    [{ code: 'EENVELOPE', response: '530 5.7.57 Client not authenticated to send mail' }, 'smtp-auth-refused'],
    [{ code: 'EENVELOPE', response: '550 5.1.1 No such user' }, 'smtp-refused'],
    [{ code: 'EENVELOPE', response: '451 4.7.1 Greylisted' }, 'smtp-refused'],
    [{ code: 'EMESSAGE', response: '554 5.7.1 Spam' }, 'smtp-refused'],
    [{ code: 'EPROTOCOL', response: '554 No SMTP service here' }, 'smtp-failed'],
    [{ code: 'ECONNECTION', response: '421 4.3.2 Shutting down' }, 'smtp-failed'],
    [{}, 'smtp-failed'],
  ])('%j is %s', (facts, kind) => {
    const error = toMailError(thrown(facts), [])
    expect(error).toEqual({
      kind,
      detail: facts.response ?? 'words of the library',
      answer: facts.response ?? null,
    })
  })

  it('keeps the kind of our own trouble, without its secrets', () => {
    const trouble = new MailTrouble('smtp-token-refused', 'no: geheim', 'no: geheim')
    expect(toMailError(trouble, ['geheim'])).toEqual({
      kind: 'smtp-token-refused',
      detail: 'no: •••',
      answer: 'no: •••',
    })
  })
})

describe('words without secrets', () => {
  const secret = 'Kanarie-ß€ "\\ 4711/+='
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret)],
    ['in an address', encodeURIComponent(secret)],
    ['in base64', base64(secret)],
    ['in base64 behind one byte', base64(`\0${secret}`)],
    ['in base64 behind two bytes', base64(`a\0${secret}`)],
    ['in base64 between others', base64(`\0buero@example.de\0${secret}\x01\x01`)],
    ['in base64 for addresses', Buffer.from(`x${secret}`).toString('base64url')],
  ])('hold none %s', (_, form) => {
    const words = withoutSecrets(`535 no: ${form} and ${form}.`, [secret])
    expect(words).toContain('•••')
    const forms = [words, ...(words.match(/[\w+/-]{4,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString())]
    expect(forms.join('\n')).not.toMatch(/Kana|narie|4711/)
  })

  it('lose the longer secret before the shorter one that is in it', () => {
    expect(withoutSecrets('geheim geheimnis', ['geheim', 'geheimnis'])).toBe('••• •••')
  })

  it('keep what only looks like a very short secret', () => {
    expect(withoutSecrets('535 abc: abcd (a.c)', ['abc', ''])).toBe('535 •••: abcd (a.c)')
    expect(withoutSecrets('no $& a$&b', ['$&'])).toBe('no ••• a$&b')
  })

  it('are one short line', () => {
    expect(withoutSecrets('250-a\r\n250 b\u0007\tc', [])).toBe('250-a 250 b c')
    expect(withoutSecrets('x'.repeat(10_000), [])).toHaveLength(501)
  })
})
