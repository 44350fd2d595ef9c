import type { Victim } from '../victims'
import { all, type Fault, type Kind, type Stage } from './fault'

/** What a process needs for a whole delivery here, about. */
const lifeMs = 160
/** Requests to the server, and lines said, in a whole delivery. */
const [requests, lines] = [45, 24]

/** Kills at a random moment, at a request to the server (before it is carried out), or right after a commit. */
export const kill: Kind = {
  name: 'SIGKILL',
  means:
    'a process of its own is killed: at a random moment, at a request to the server, right after something was written down',
  targets: all,
  weight: 5,
  make: (stage) => {
    let struck = 0
    const live = async () => {
      const victim = stage.tools.victims.take()
      plan(stage, victim)
      const { world, dice } = stage
      victim.begin({
        profileDir: world.profileDir,
        nowMs: world.nowMs,
        what: dice.pick(['export', 'tick']),
        seed: dice.text(8),
      })
      if (await victim.ended) struck++
      return null
    }
    return {
      expects: [],
      live,
      mend: () => {
        stage.world.shelf.spirit = {}
      },
      struck: () => struck,
    } satisfies Fault
  },
}

function plan({ world, dice }: Stage, victim: Victim): void {
  const how = dice.pick(
    world.target === 'folder' ? (['moment', 'line'] as const) : (['moment', 'line', 'request'] as const),
  )
  if (how === 'request') {
    const at = dice.whole(1, requests)
    let seen = 0
    world.shelf.spirit = {
      before: () => {
        if (++seen === at) victim.kill()
      },
    }
    return
  }
  const [at, afterMs] =
    how === 'line' ? [dice.whole(1, lines), dice.fraction() ** 2 * 8] : [1, dice.fraction() * lifeMs]
  let seen = 0
  victim.onSaid((line) => {
    if (line === null || ++seen !== at) return
    if (afterMs < 0.5) victim.kill()
    else setTimeout(() => victim.kill(), afterMs)
  })
}
