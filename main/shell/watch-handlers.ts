import type { ScheduleDraftDto } from '../../preload/contract/dto'
import { faultAt } from '../core/profile/profile-fault'
import { fail, ok, type Result } from '../core/result'
import type { Interval } from '../core/schedule/interval'
import type { AppError } from '../engine/app'
import { invalid } from '../engine/app-error'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toStatus } from './to-dto'

/** When profiles run, whom they write to, and how the installation is. */
export function watchHandlers(host: Host) {
  return {
    'schedule.preview': async ({ schedule, ...rest }) => {
      const interval = toInterval(schedule)
      if (!interval.ok) return out(interval, () => [])
      return out(await host.ask('profiles.previewSchedule', { schedule: interval.value, ...rest }), (times) => [
        ...times,
      ])
    },
    'schedule.pause': async ({ span }) => out(await host.ask('schedule.pauseFor', span), nothing),
    'schedule.resume': async () => out(await host.ask('schedule.resume'), nothing),
    'profiles.setSchedule': async ({ profileId, schedule, ...rest }) => {
      const interval = toInterval(schedule)
      if (!interval.ok) return out(interval, nothing)
      const settings = { schedule: interval.value, ...rest }
      return out(await host.ask('profiles.setSchedule', { id: profileId, settings }), nothing)
    },
    'profiles.setEmail': async ({ profileId, email }) =>
      out(await host.ask('profiles.setEmail', { id: profileId, email }), nothing),
    'status.show': async () => out(await host.ask('alerts.status'), toStatus),
  } satisfies Partial<Handlers>
}

const nothing = () => ({})

/** What is left empty is said here; every other rule is the core's. */
function toInterval(draft: ScheduleDraftDto): Result<Interval, AppError> {
  const missing = (path: string) =>
    fail(invalid('input-faults', { count: 1 }, { faults: [faultAt(path, null, 'input-missing')] }))
  if (draft.interval === 'minutes') {
    return draft.minutes === null ? missing('schedule.minutes') : ok({ interval: 'minutes', minutes: draft.minutes })
  }
  return draft.interval !== 'hourly' && draft.time === '' ? missing('schedule.time') : ok(draft)
}
