import { z } from 'zod'

const Nothing = z.strictObject({})

/** `system` follows the computer. */
export const themes = ['system', 'light', 'dark'] as const
/** In percent of the usual size. */
export const textSizes = [90, 100, 110, 125, 150] as const

/** How the window looks on this computer. */
export const Appearance = z.object({ theme: z.enum(themes), textSize: z.literal(textSizes) })

export const appearanceCalls = {
  'appearance.show': { in: Nothing, out: Appearance },
  /** What is left out stays. Acts at once, and at the next start before anything is drawn. */
  'appearance.set': { in: Appearance.partial().strict(), out: Appearance },
} as const
