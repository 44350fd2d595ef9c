/** True for a real calendar day. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** `YYYYMMDD`. */
export function isRealDate(text: string): boolean {
  return /^\d{8}$/.test(text) && isRealDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)))
}

/** `DDMMYYYY`. */
export function isRealGermanDate(text: string): boolean {
  return isRealDate(text.slice(4) + text.slice(2, 4) + text.slice(0, 2))
}
