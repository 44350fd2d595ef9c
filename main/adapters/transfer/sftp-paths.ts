import { SftpTrouble } from './sftp-errors'

/** What nearly every file system allows for one name, in bytes. */
const nameBytesMax = 255

/**
 * Refuses, before anything is sent, what servers refuse with a misleading answer or store under another name. Doubled
 * slashes and `.` go away; empty is the folder the user landed in.
 */
export function remotePath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new SftpTrouble('name-refused', 'control character in the name')
  if (!path.isWellFormed()) throw new SftpTrouble('name-refused', 'the name is not valid Unicode')
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const long = parts.find((part) => Buffer.byteLength(part) > nameBytesMax)
  if (long !== undefined) {
    throw new SftpTrouble('name-refused', `name longer than ${nameBytesMax} bytes: ${long.slice(0, 60)}…`)
  }
  const joined = parts.join('/')
  if (path.startsWith('/')) return `/${joined}`
  return joined === '' ? '.' : joined
}

/** As `remotePath`, for a file: it needs a name. */
export function remoteFile(path: string): string {
  const clean = remotePath(path)
  if (clean === '.' || clean === '/' || clean.endsWith('/..') || clean === '..') {
    throw new SftpTrouble('name-refused', 'the name is empty')
  }
  return clean
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  if (slash < 0) return '.'
  return slash === 0 ? '/' : path.slice(0, slash)
}
