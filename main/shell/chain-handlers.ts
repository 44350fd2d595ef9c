import type { ChainSettings } from '../engine/app'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'

/** What holds for the whole chain. */
export function chainHandlers(host: Host) {
  return {
    'chain.show': async () => out(await host.ask('chain.show'), toChain),
    'chain.save': async (settings) => out(await host.ask('chain.save', settings), toChain),
  } satisfies Partial<Handlers>
}

function toChain({ maintenanceWindow, adminsMayRevealPasswords }: ChainSettings) {
  return { maintenanceWindow: maintenanceWindow && { ...maintenanceWindow }, adminsMayRevealPasswords }
}
