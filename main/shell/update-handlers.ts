import type { UpdatesDto } from '../../preload/contract/dto'
import { fail, ok } from '../core/result'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Desktop } from './handlers'
import { toCallError } from './to-dto'
import type { Updates } from './updates/updates'

/** The part of the desktop that replaces the program. */
export interface UpdateDesk {
  readonly updates: Pick<Updates, 'show' | 'save' | 'check' | 'install'>
}

/** What a program says that nothing can be replaced of. */
const none: UpdatesDto = {
  ...{ source: { kind: 'off' }, way: 'none', state: 'off' },
  ...{ version: null, percent: null, problem: null, checkedAtMs: null },
}

/** Aktualisierung: where new versions come from, and what is known of one. */
export function updateHandlers({ updates, choosePath }: Partial<UpdateDesk> & Pick<Desktop, 'choosePath'>) {
  return {
    'updates.show': async () => ok(updates?.show() ?? none),
    'updates.save': async ({ source }) => (updates ? out(updates.save(source), (saved) => saved) : ok(none)),
    'updates.chooseFolder': async () => ok(await choosePath('folder')),
    'updates.check': async () => ok(updates?.check() ?? none),
    'updates.install': async () => {
      const ordered = updates?.install() ?? ok()
      return ordered.ok ? ok({}) : fail(toCallError(ordered.error))
    },
  } satisfies Partial<Handlers>
}
