import { tableSettings } from '../columns/settings'
import type { FormatSetting } from '../settings'
import { dateForms } from './dates'

/** What every table lets a person choose, and how its values are spelled. */
export const csvSettings: readonly FormatSetting[] = [
  ...tableSettings,
  { key: 'delimiter', kind: 'choice', options: ['semicolon', 'comma', 'tab'], default: 'semicolon' },
  { key: 'decimal', kind: 'choice', options: ['comma', 'point'], default: 'comma' },
  { key: 'dateForm', kind: 'choice', options: dateForms, default: 'DD.MM.YYYY' },
  { key: 'encoding', kind: 'choice', options: ['windows-1252', 'utf-8', 'utf-8-bom'], default: 'utf-8-bom' },
  { key: 'quoting', kind: 'choice', options: ['needed', 'texts', 'all'], default: 'needed' },
  { key: 'formulaGuard', kind: 'switch', default: true, help: true },
]
