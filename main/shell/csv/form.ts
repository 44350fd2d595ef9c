/** `24.11.2026 18:30:05`, on the clock of this computer: what German spreadsheet programs read as a moment. */
export function csvMoment(ms: number): string {
  const { day, month, year, hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(
    Temporal.Now.timeZoneId(),
  )
  return `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** `2026-11-24` as `24.11.2026`. */
export function csvDay(isoDate: string): string {
  const [year, month, day] = isoDate.split('-')
  return `${day}.${month}.${year}`
}

const two = (value: number) => String(value).padStart(2, '0')
