import { FtpTrouble } from './ftp-errors'

/** What nearly every file system allows for one name, in bytes. */
const nameBytesMax = 255

/**
 * Absolute form of a path: relative ones start at the folder the user landed in, doubled slashes and `.` go away.
 * Throws `name-refused` for what cannot travel in an FTP command, before anything is sent.
 */
export function absolute(home: string, path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new FtpTrouble('name-refused', 'control character in the name')
  if (!path.isWellFormed()) throw new FtpTrouble('name-refused', 'the name is not valid Unicode')
  const parts = (path.startsWith('/') ? path : `${home}/${path}`)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  const long = parts.find((part) => Buffer.byteLength(part) > nameBytesMax)
  if (long !== undefined)
    throw new FtpTrouble('name-refused', `name longer than ${nameBytesMax} bytes: ${long.slice(0, 60)}…`)
  return `/${parts.join('/')}`
}

/** Refuses file names that servers store under another name: Pure-FTPd, for one, strips blanks at the end. */
export function checkName(path: string): string {
  if (path === '/') throw new FtpTrouble('name-refused', 'the name is empty')
  if (path.endsWith(' ')) throw new FtpTrouble('name-refused', 'blank at the end of the name')
  return path
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

/** RFC 959 appendix II: `257 "/folder" …`, quotes inside doubled. Null when the answer has no path. */
export function pathOfReply(message: string): string | null {
  const quoted = /"((?:[^"]|"")+)"/.exec(message)?.[1]
  return quoted === undefined ? null : quoted.replaceAll('""', '"')
}
