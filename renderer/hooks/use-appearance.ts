import type { AppearanceDto } from '../../preload/contract/dto'
import { call } from '../api'
import { useCall } from './use-call'

export const themes = ['system', 'light', 'dark'] as const satisfies readonly AppearanceDto['theme'][]
export const textSizes = [90, 100, 110, 125, 150] as const satisfies readonly AppearanceDto['textSize'][]

/** Theme and text size; the main process draws them, so a change is seen at once. */
export function useAppearance() {
  const { value, reload } = useCall('appearance.show', {})
  const set = (change: Partial<AppearanceDto>) => void call('appearance.set', change).then(reload)
  return { appearance: value, set }
}
