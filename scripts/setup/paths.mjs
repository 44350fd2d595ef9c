// Where things are. Plain Node ≥ 20, no packages: this runs before anything is installed.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const at = (...parts) => join(root, ...parts)
export const onWindows = process.platform === 'win32'
export const onLinux = process.platform === 'linux'
export const say = (text) => process.stderr.write(`[setup] ${text}\n`)

const usualPlaces = onWindows ? [] : ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin']

/** The full path of a program, or undefined. System folders are searched too: a user's PATH often lacks sbin. */
export function which(program) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean).concat(usualPlaces)
  const endings = onWindows ? ['.exe', '.cmd'] : ['']
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(folder, program + ending)
      if (isProgram(file)) return file
    }
  }
  return undefined
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
