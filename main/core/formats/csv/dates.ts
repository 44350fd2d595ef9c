import type { IsoDate } from '../../ledger/ledger'

const plain = (part: string) => Number(part).toString()

const forms: Readonly<Record<string, (year: string, month: string, day: string) => string>> = {
  'DD.MM.YYYY': (year, month, day) => `${day}.${month}.${year}`,
  'D.M.YYYY': (year, month, day) => `${plain(day)}.${plain(month)}.${year}`,
  'YYYY-MM-DD': (year, month, day) => `${year}-${month}-${day}`,
  YYYYMMDD: (year, month, day) => year + month + day,
  DDMMYYYY: (year, month, day) => day + month + year,
  DDMMYY: (year, month, day) => day + month + year.slice(2),
  'DD/MM/YYYY': (year, month, day) => `${day}/${month}/${year}`,
}

export const dateForms = Object.keys(forms)

export function sayDate(date: IsoDate, form: string): string {
  const say = forms[form]
  if (!say) throw new TypeError(`no such form of a date: ${form}`)
  return say(date.slice(0, 4), date.slice(5, 7), date.slice(8, 10))
}
