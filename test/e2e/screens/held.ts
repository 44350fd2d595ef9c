import type { HostMessage, HostRequest } from '../../../main/shell/host-protocol'
import type { OperationName } from '../../../main/shell/operations'
import type { FactName } from '../../../preload/contract/names'
import { again } from '../fixtures'
import type { Stage } from './stage'

/** What runs in the app's main process, between two calls of it. */
interface Held {
  letGo(): void
}

/**
 * Keeps the answer to the next request of this operation back, and of its progress what comes after the first half: for
 * screens that are gone before anybody could look at them.
 */
export async function holdBack({ app }: Stage, operation: OperationName, progress: FactName): Promise<void> {
  await again(() =>
    app.evaluate(
      (_electron, { operation, progress }) => {
        const { Worker } = process.getBuiltinModule('node:worker_threads')
        const { postMessage, emit } = Worker.prototype
        const held: (() => void)[] = []
        let asked: number | null = null
        const isHeld = (message: HostMessage) => {
          if (message.kind === 'answer') return message.id === asked
          const { name, data } = message.fact
          const isLate = name === progress && 'done' in data && data.done * 2 > data.total
          return isLate || held.length > 0 // once the half is over, nobody learns of the rest
        }
        Object.assign(Worker.prototype, {
          postMessage(message: HostRequest) {
            if (message.operation === operation) asked = message.id
            postMessage.call(this, message)
          },
          emit(event: 'message', message: HostMessage) {
            const tell = () => emit.call(this, event, message)
            return event === 'message' && isHeld(message) ? held.push(tell) > 0 : tell()
          },
        })
        const letGo = () => {
          Object.assign(Worker.prototype, { postMessage, emit })
          for (const tell of held) tell()
        }
        Object.assign(globalThis, { letGo })
      },
      { operation, progress },
    ),
  )
}

/** What was held back goes on. */
export async function letGo({ app }: Stage): Promise<void> {
  await again(() => app.evaluate(() => (globalThis as unknown as Held).letGo()))
}
