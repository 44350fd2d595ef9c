import { basename } from 'node:path'
import { createTexts, type Language } from '../../../resources/locales/texts'
import { ok } from '../../core/result'
import type { Handlers } from '../answer'
import { out } from '../answer-dto'
import type { Host } from '../handlers'

/** What saving a list needs of the desktop. */
export interface SaveDesk {
  language(): Language
  /** Asks the person for a file to write; null when they choose none. @param name proposed, without a folder */
  chooseSaveFile(name: string): Promise<string | null>
}

export function csvHandlers(host: Host, desktop: SaveDesk) {
  return {
    'list.saveCsv': async ({ order }) => {
      const language = desktop.language()
      const name = createTexts(language)(`csv.file.${order.list}`)
      const path = await desktop.chooseSaveFile(`${name} ${today()}.csv`)
      if (path === null) return ok(null)
      return out(await host.ask('lists.save', { order, path, language }), (rows) => ({
        rows,
        fileName: basename(path),
      }))
    },
  } satisfies Partial<Handlers>
}

const today = () => Temporal.Now.plainDateISO().toString()
