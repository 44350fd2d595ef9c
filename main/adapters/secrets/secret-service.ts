import type { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const answerLimitMs = 4_000

/**
 * Whether a keychain answers on the session bus (Linux). Asked over the bus itself, because the keychain library waits
 * without end for a service that hangs, and its waiting thread would keep the whole process from ending.
 */
export async function secretServiceAnswers(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const busAddress = addressOf(env)
  if (busAddress === null) return false // the library would otherwise start a bus of its own
  const { sessionBus, Message } = await import('@jellybrick/dbus-next')
  return new Promise<boolean>((resolve) => {
    const bus = sessionBus({ busAddress })
    const end = (answers: boolean) => {
      clearTimeout(timer)
      bus.disconnect()
      resolve(answers)
    }
    const timer = setTimeout(() => end(false), answerLimitMs)
    const failures: EventEmitter = bus // the library's types leave this event out
    failures.on('error', () => end(false))
    const ping = new Message({
      destination: 'org.freedesktop.secrets',
      path: '/org/freedesktop/secrets',
      interface: 'org.freedesktop.DBus.Peer',
      member: 'Ping',
    })
    bus.call(ping).then(
      () => end(true),
      () => end(false),
    )
  })
}

function addressOf(env: Readonly<Record<string, string | undefined>>): string | null {
  const stated = env['DBUS_SESSION_BUS_ADDRESS']
  if (stated) return stated
  const runtimeDir = env['XDG_RUNTIME_DIR']
  const socket = runtimeDir ? join(runtimeDir, 'bus') : null
  return socket && existsSync(socket) ? `unix:path=${socket}` : null
}
