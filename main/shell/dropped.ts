import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import { invalid } from '../engine/app-error'

/**
 * Looks at what was dropped onto the window before anything is read: whole paths of folders or files that exist. The
 * preload script takes the paths from the system; a page that makes up a file has the path ''.
 */
export async function checkDropped(paths: readonly string[]): Promise<Result<readonly string[], AppError>> {
  for (const path of paths) if (!(await isThere(path))) return fail(invalid('drop-not-usable'))
  return ok(paths)
}

async function isThere(path: string): Promise<boolean> {
  if (!isAbsolute(path) || path.includes('\0')) return false
  try {
    const found = await stat(path)
    return found.isDirectory() || found.isFile()
  } catch {
    return false // gone, or not ours to read: the sentence is the same
  }
}
