import { connect, type Socket } from 'node:net'

/**
 * Opens the line to the server. The library's own way asks DNS servers only; this one asks the system, which also knows
 * the names of the house, and tries every address of both families.
 */
export async function dial(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host, port, autoSelectFamily: true, noDelay: true })
  const abort = () => socket.destroy(signal.reason)
  signal.addEventListener('abort', abort)
  socket.once('error', reject)
  socket.once('connect', () => {
    // From here on the library ends it, at the same signal.
    signal.removeEventListener('abort', abort)
    socket.off('error', reject)
    // Nobody listens until the library does, a moment later.
    socket.on('error', () => undefined)
    resolve(socket)
  })
  if (signal.aborted) abort()
  return promise
}
