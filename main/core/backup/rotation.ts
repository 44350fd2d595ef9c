import { dayOf } from '../schedule/local-time'

const daysKept = 7
const weeksKept = 4

/**
 * Which daily backups have served: kept are the newest of each of the last seven days that have one, and the newest of each of
 * the last four weeks that have one.
 * @param newestFirst moments in milliseconds since the epoch
 */
export function outdated<T extends { readonly createdMs: number }>(
  newestFirst: readonly T[],
  timeZone: string,
): readonly T[] {
  const dayOfOne = ({ createdMs }: T) => dayOf(createdMs, timeZone)
  const weekOfOne = (one: T) => {
    const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(dayOfOne(one))
    return `${yearOfWeek}/${weekOfYear}`
  }
  const kept = new Set([
    ...newestOfEach(newestFirst, dayOfOne, daysKept),
    ...newestOfEach(newestFirst, weekOfOne, weeksKept),
  ])
  return newestFirst.filter((one) => !kept.has(one))
}

function newestOfEach<T>(newestFirst: readonly T[], groupOf: (one: T) => string, groups: number): readonly T[] {
  const newest = new Map<string, T>()
  for (const one of newestFirst) if (!newest.has(groupOf(one))) newest.set(groupOf(one), one)
  return [...newest.values()].slice(0, groups)
}
