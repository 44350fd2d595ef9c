import { fail } from '../core/result'
import { profileFaults } from '../engine/profile-faults'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toInterval } from './profile-drafts'
import { toCallError, toStatus } from './to-dto'

/** When profiles run, whom they write to, and how the installation is. */
export function watchHandlers(host: Host) {
  return {
    'schedule.preview': async ({ schedule, ...rest }) => {
      const { schedule: interval, missing } = toInterval(schedule)
      if (missing.length > 0) return fail(toCallError(profileFaults(missing)))
      return out(await host.ask('profiles.previewSchedule', { schedule: interval, ...rest }), (times) => [...times])
    },
    'schedule.pause': async ({ span }) => out(await host.ask('schedule.pauseFor', span), nothing),
    'schedule.resume': async () => out(await host.ask('schedule.resume'), nothing),
    'status.show': async () => out(await host.ask('alerts.status'), toStatus),
  } satisfies Partial<Handlers>
}

const nothing = () => ({})
