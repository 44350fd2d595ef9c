import { FTPError } from 'basic-ftp'
import { describe, expect, test } from 'vitest'
import { FtpTrouble, transferError } from './ftp-errors'

const reply = (line: string) => new FTPError({ code: Number(line.slice(0, 3)), message: line })
const system = (code: string) => Object.assign(new Error(`something ${code}`), { code })

describe('replies become our words', () => {
  test.each([
    ['530 Login incorrect.', 'auth-refused'],
    ['530 Login authentication failed', 'auth-refused'],
    ['530 Sorry, the maximum number of clients (3) from your host are already connected.', 'server-busy'],
    ['530 Too many users', 'server-busy'],
    ['530 Non-anonymous sessions must use encryption.', 'protocol-mismatch'],
    ['421 There are too many connections from your internet address.', 'server-busy'],
    ['421 Timeout.', 'server-busy'],
    ['421 Sorry, cleartext sessions and weak ciphers are not accepted on this server.', 'protocol-mismatch'],
    ['425 Failed to establish connection.', 'interrupted'],
    ['426 Failure reading network stream.', 'interrupted'],
    ['451 Failure writing to local file.', 'no-space'],
    ['451-Error during write to file', 'no-space'],
    ['451 Rename/move failure: Permission denied', 'permission-denied'],
    ['451 Requested action aborted: local error', 'server-error'],
    ['452 Transfer aborted. No space left on device', 'no-space'],
    ['552 Exceeded storage allocation', 'no-space'],
    ['550 Quota exceeded', 'no-space'],
    ['550 Permission denied.', 'permission-denied'],
    ['553 Could not create file.', 'permission-denied'],
    ['553 Prohibited file name: a.exe', 'name-refused'],
    ['550 File name too long', 'name-refused'],
    ['501 Syntax error in parameters', 'name-refused'],
    ['500 Unknown command.', 'server-error'],
    ['522 SSL connection failed; session reuse required', 'server-error'],
  ])('%s', (line, kind) => {
    expect(transferError(reply(line), 'write')).toEqual({ kind, stage: 'write', detail: line })
  })
})

describe('system and TLS codes become our words', () => {
  test.each([
    ['ENOTFOUND', 'name-not-found'],
    ['EAI_AGAIN', 'name-not-found'],
    ['ECONNREFUSED', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'interrupted'],
    ['EPIPE', 'interrupted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'protocol-mismatch'],
    ['EPROTO', 'protocol-mismatch'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-invalid'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-invalid'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-invalid'],
    ['CERT_HAS_EXPIRED', 'certificate-invalid'],
  ])('%s', (code, kind) => {
    const error = transferError(system(code), 'identity')
    expect(error).toMatchObject({ kind, stage: 'identity' })
    expect(error.detail).toContain(code)
  })

  test('a TLS error after sign-in is a broken connection, not another protocol', () => {
    expect(transferError(system('ERR_SSL_WRONG_VERSION_NUMBER'), 'write').kind).toBe('interrupted')
  })

  test('what is already in our words stays, what is unknown is a broken connection', () => {
    const known = new FtpTrouble('folder-missing', '/in')
    expect(transferError(known, 'folder')).toEqual({ kind: 'folder-missing', stage: 'folder', detail: '/in' })
    expect(transferError('?', 'write')).toEqual({ kind: 'interrupted', stage: 'write', detail: '?' })
  })

  test('long answers of several lines become one short line', () => {
    const { detail } = transferError(reply(`550-a\n550 ${'b'.repeat(1000)}`), 'write')
    expect(detail).toMatch(/^550-a 550 b+$/)
    expect(detail.length).toBe(300)
  })
})
