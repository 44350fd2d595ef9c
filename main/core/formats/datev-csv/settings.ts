import type { FormatSetting } from '../settings'

export const documentsSetting = 'datevDocuments'

export const settings: readonly FormatSetting[] = [
  { key: documentsSetting, kind: 'switch', default: false, help: true },
]
