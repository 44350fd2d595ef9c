import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { app, shell } from 'electron'
import { safeFileName } from '../core/einvoice/look'

const folders = new Set<string>()

/**
 * Shows a copy in the system's viewer, so that whatever is saved there never reaches the original. Only PDFs keep their
 * ending: an XML would open in a browser, which may run what somebody hid in it; as text it is only read.
 * @returns false when there is no such file or no viewer for it
 */
export async function openCopy(path: string, fileName: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'belegbote-ansicht-'))
  if (folders.size === 0) app.on('will-quit', forget)
  folders.add(folder)
  const isPdf = extname(path) === '.pdf'
  const stem = safeFileName(fileName, 'Rechnung').replace(/\.(pdf|xml)$/i, '')
  const copy = join(folder, `${stem}${isPdf ? '.pdf' : '.xml.txt'}`)
  try {
    await copyFile(path, copy)
    await chmod(copy, 0o400)
  } catch {
    return false // gone, or no room: the sentence is the same
  }
  return (await shell.openPath(copy)) === ''
}

/** As the program ends; a viewer that still shows one keeps it open by itself. */
function forget(): void {
  for (const folder of folders) void rm(folder, { recursive: true, force: true })
}
