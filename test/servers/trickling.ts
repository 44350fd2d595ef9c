import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Says a little every now and then and never comes to the point: no silence, and no end. */
export async function startTricklingServer(): Promise<{ readonly port: number; stop(): void }> {
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer((socket) => {
    socket.write('220 good morning\r\n')
    const timer = setInterval(() => socket.write('250-still waking up\r\n'), 100)
    timers.add(timer)
    socket.on('error', () => undefined)
    socket.on('close', () => clearInterval(timer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP: never a string or null
    stop: () => {
      for (const timer of timers) clearInterval(timer)
      server.close()
    },
  }
}
