/** Wall-clock moment in a zone, `YYYY-MM-DDTHH:MM:SS.mmm`. */
export function wallClock(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ fractionalSecondDigits: 3 })
}

/**
 * `YYYYMMDD-HHMMSS-xxxx` in the profile's zone: readable on the phone, sorts by time, part of file names.
 * @param random four base-36 characters that keep two runs of one second apart
 */
export function createRunId(ms: number, timeZone: string, random: string): string {
  const [day = '', time = ''] = wallClock(ms, timeZone).split('T')
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${random}`
}
