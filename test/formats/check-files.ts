import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileChecker } from '../../main/checker'
import type { FormatSettings } from '../../main/core/formats/settings'
import type { CheckFile, CheckReport, ReadPosting } from '../../main/core/run/file-check'

export interface Checked {
  readonly report: CheckReport
  readonly postings: readonly ReadPosting[]
  /** `code field`, once each, those that refuse first. */
  readonly found: readonly string[]
}

/** Checks files that lie on the disk. */
export async function checkPaths(
  paths: readonly string[],
  format: string | null,
  settings: FormatSettings | null = null,
): Promise<Checked> {
  const postings: ReadPosting[] = []
  const files: readonly CheckFile[] = paths.map((path) => ({
    ...{ path, name: path.split('/').at(-1) ?? path, kind: null, mandant: null },
  }))
  const report = await fileChecker.check({ format, settings, files }, (posting) => postings.push(posting))
  const found = report.findings.map(({ level, code, field }) =>
    `${level === 'warning' ? 'warning ' : ''}${code} ${field}`.trim(),
  )
  return { report, postings, found: [...new Set(found)] }
}

/** Checks one file that holds this. */
export async function checkText(
  name: string,
  bytes: Uint8Array,
  format: string | null,
  settings: FormatSettings | null = null,
): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-check-'))
  try {
    writeFileSync(join(folder, name), bytes)
    return await checkPaths([join(folder, name)], format, settings)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The golden files of a writer whose names begin like that, in the order of their names. */
export function goldenFiles(format: string, begin: string): readonly string[] {
  const folder = join(import.meta.dirname, '../../main/core/formats', format, 'golden')
  return readdirSync(folder)
    .filter((name) => name.startsWith(begin))
    .sort()
    .map((name) => join(folder, name))
}
