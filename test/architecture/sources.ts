import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..')

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string
  readonly text: string
}

const codeFolders = ['main', 'preload', 'renderer', 'resources']

/** Every file of the shipped code whose name ends so; tests are left out unless asked for. */
export function sources(ending: RegExp, { withTests = false } = {}): readonly SourceFile[] {
  return codeFolders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => withTests || !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** What a file imports, also for types only and by a dynamic `import()`. */
export function importsOf(file: SourceFile): readonly string[] {
  const patterns = [/\bfrom\s+'([^']+)'/g, /^\s*import\s+'([^']+)'/gm, /\bimport\(\s*'([^']+)'\s*\)/g]
  return patterns.flatMap((pattern) => [...file.text.matchAll(pattern)].map((match) => match[1] ?? ''))
}
