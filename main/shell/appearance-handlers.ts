import type { AppearanceDto } from '../../preload/contract/dto'
import { ok } from '../core/result'
import type { Handlers } from './answer'

/** The part of the desktop that draws the window. */
export interface AppearanceDesk {
  appearance(): AppearanceDto
  setAppearance(appearance: AppearanceDto): void
}

const usual: AppearanceDto = { theme: 'system', textSize: 100 }

/** Theme and size of the text; a matter of whoever sits here, so nobody needs to be signed in. */
export function appearanceHandlers(desktop: Partial<AppearanceDesk>) {
  const now = () => desktop.appearance?.() ?? usual
  return {
    'appearance.show': async () => ok(now()),
    'appearance.set': async ({ theme, textSize }) => {
      const before = now()
      desktop.setAppearance?.({ theme: theme ?? before.theme, textSize: textSize ?? before.textSize })
      return ok(now())
    },
  } satisfies Partial<Handlers>
}
