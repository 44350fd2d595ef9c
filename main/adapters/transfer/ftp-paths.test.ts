import { describe, expect, test } from 'vitest'
import { epsvPort, pasvPort } from './ftp-data'
import { drainMs, standardDeadlines } from './ftp-deadline'
import { FtpTrouble } from './ftp-errors'
import { absolute, checkName, parentOf, pathOfReply } from './ftp-paths'

describe('paths', () => {
  test.each([
    ['/', 'in/a.csv', '/in/a.csv'],
    ['/home/stb', 'in/a.csv', '/home/stb/in/a.csv'],
    ['/home/stb', '/in//./a.csv/', '/in/a.csv'],
    ['/home/stb', '', '/home/stb'],
    ['/', '', '/'],
    ['/', ' ä "b"/-c', '/ ä "b"/-c'],
  ])('from %s, %s is %s', (home, path, expected) => {
    expect(absolute(home, path)).toBe(expected)
  })

  test.each(['a\r\nDELE b', 'a\0', 'a\x1b', 'a\x7f', '\ud800', 'ä'.repeat(128)])('%j cannot be a name', (path) => {
    expect(() => absolute('/', path)).toThrow(FtpTrouble)
  })

  test('a file name is neither empty nor ends in a blank', () => {
    expect(() => checkName('/')).toThrow(FtpTrouble)
    expect(() => checkName('/in/a ')).toThrow(FtpTrouble)
    expect(checkName('/in/ a')).toBe('/in/ a')
  })

  test.each([
    ['/in/a', '/in'],
    ['/in', '/'],
  ])('the folder of %s is %s', (path, folder) => {
    expect(parentOf(path)).toBe(folder)
  })
})

describe('replies with something in them', () => {
  test.each([
    ['257 "/" is the current directory', '/'],
    ['257 "/a ""b"" c"', '/a "b" c'],
    ['257 no path', null],
  ])('%s', (message, path) => {
    expect(pathOfReply(message)).toBe(path)
  })

  test('ports of EPSV and PASV', () => {
    expect(epsvPort('229 Entering Extended Passive Mode (|||6446|)')).toBe(6446)
    expect(epsvPort('229 Entering Extended Passive Mode (!!!6446!)')).toBe(6446)
    expect(pasvPort('227 Entering Passive Mode (10,255,255,1,100,7).')).toBe(25_607)
    expect(pasvPort('227 Entering Passive Mode. 10,255,255,1,100,7')).toBe(25_607)
    for (const wrong of ['229 ok', '229 (|||0|)', '229 (|||99999|)']) expect(() => epsvPort(wrong)).toThrow(FtpTrouble)
    for (const wrong of ['227 ok', '227 (1,2,3,4,0,0)']) expect(() => pasvPort(wrong)).toThrow(FtpTrouble)
  })
})

test('the wait for the last answer grows with what the kernel may still hold, up to its buffer', () => {
  const { replyMs } = standardDeadlines
  expect(drainMs(standardDeadlines, 0)).toBe(replyMs)
  expect(drainMs(standardDeadlines, 1024 ** 2)).toBe(replyMs + 64_000)
  expect(drainMs(standardDeadlines, 1024 ** 3)).toBe(replyMs + 256_000)
})
