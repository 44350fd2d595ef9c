import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What happens to the bytes of one direction. Counts are per connection. */
export type LineFault =
  /** `rst`: both sides are reset. `fin`: both are ended politely and nothing more passes. `half`: reset for the client
   * only, a polite end for the server. */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly how: 'rst' | 'fin' | 'half' }
  /** Keeps the line open, reads nothing more: the sender's buffers fill. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Reads on and throws away, as if the answers got lost. */
  | { readonly kind: 'drop'; readonly afterBytes: number }
  /** Turns over bits of one byte, as broken memory in a router does. */
  | { readonly kind: 'flip'; readonly atByte: number; readonly mask: number }
  | { readonly kind: 'rate'; readonly bytesPerSecond: number }

export interface LineFaults {
  /** Client to server. */
  readonly up?: LineFault
  /** Server to client. */
  readonly down?: LineFault
  /** Each direction; half a round trip. */
  readonly latencyMs?: number
}

export interface FaultProxy {
  readonly port: number
  /** Bytes seen so far, over all connections, and how often a fault came to its byte (`rate` has none). */
  readonly seen: { readonly up: number; readonly down: number; readonly connections: number; readonly struck: number }
  /** Breaks every open connection now. */
  cut(how: 'rst' | 'fin' | 'half'): void
  /** From now on nothing passes in this direction (`drop`: read and thrown away), on open and new connections. */
  silence(direction: 'up' | 'down', how?: 'stall' | 'drop'): void
  /** Nobody listens on the port any more until `accept`; open connections stay. */
  refuse(): void
  accept(): Promise<void>
  close(): void
}

/** One connection through the proxy. */
interface Line {
  readonly client: Socket
  readonly server: Socket
  dead: boolean
}

/**
 * A TCP proxy on 127.0.0.1 that breaks the line as networks do.
 * @param targetPort may be another one for each connection
 * @param faults the same for all connections, or chosen by their number, from 1
 */
export async function startFaultProxy(
  targetPort: number | (() => number),
  faults: LineFaults | ((connection: number) => LineFaults) = {},
): Promise<FaultProxy> {
  const lines = new Set<Line>()
  const seen = { up: 0, down: 0, connections: 0, struck: 0 }
  const silent: { up?: 'stall' | 'drop'; down?: 'stall' | 'drop' } = {}
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    seen.connections++
    const choice = typeof faults === 'function' ? faults(seen.connections) : faults
    const target = typeof targetPort === 'function' ? targetPort() : targetPort
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    const line: Line = { client, server, dead: false }
    lines.add(line)
    for (const [here, there] of [
      [client, server],
      [server, client],
    ] as const) {
      here.setNoDelay(true)
      here.on('error', () => there.destroy())
    }
    client.on('close', () => lines.delete(line))
    carry(line, 'up', choice, silent, seen)
    carry(line, 'down', choice, silent, seen)
  })
  const port = await listen(listener, 0)
  return {
    port,
    seen,
    cut(how) {
      for (const line of lines) cut(line, how)
    },
    silence(direction, how = 'stall') {
      silent[direction] = how
    },
    refuse: () => void listener.close(),
    accept: async () => void (await listen(listener, port)),
    close() {
      listener.close()
      for (const { client, server } of lines) for (const socket of [client, server]) socket.destroy()
    },
  }
}

type Direction = 'up' | 'down'

function carry(
  line: Line,
  direction: Direction,
  faults: LineFaults,
  silent: Partial<Record<Direction, 'stall' | 'drop'>>,
  seen: Record<Direction | 'struck', number>,
): void {
  const [from, to] = direction === 'up' ? [line.client, line.server] : [line.server, line.client]
  const fault = faults[direction]
  let bytes = 0
  let order = Promise.resolve()
  const later = (work: () => void) => {
    const { latencyMs } = faults
    if (latencyMs === undefined) work()
    else {
      const pause = new Promise((resolve) => setTimeout(resolve, latencyMs))
      order = order.then(() => pause).then(work)
    }
  }
  from.on('data', (chunk: Buffer) => {
    if (line.dead) return
    if (reaches(fault, bytes, bytes + chunk.length)) seen.struck++
    bytes += chunk.length
    seen[direction] += chunk.length
    const stopped = silent[direction]
    if (stopped === 'stall') from.pause()
    if (stopped !== undefined) return
    const passes = passing(line, from, fault, chunk, bytes)
    if (passes.length === 0) return
    later(() => {
      if (to.destroyed || to.write(passes)) return
      from.pause()
      to.once('drain', () => from.resume())
    })
    if (fault?.kind === 'cut' && bytes >= fault.afterBytes) later(() => cut(line, fault.how))
  })
  from.on('end', () => later(() => (line.dead ? undefined : to.end())))
}

/** Whether the fault's byte is between these two. */
function reaches(fault: LineFault | undefined, from: number, to: number): boolean {
  if (fault === undefined || fault.kind === 'rate') return false
  const at = fault.kind === 'flip' ? fault.atByte + 1 : fault.afterBytes
  return from < at && at <= to
}

/** The part of this chunk that goes on. */
function passing(line: Line, from: Socket, fault: LineFault | undefined, chunk: Buffer, bytes: number): Buffer {
  if (fault === undefined) return chunk
  if (fault.kind === 'flip') return flipped(chunk, fault.atByte - (bytes - chunk.length), fault.mask)
  if (fault.kind === 'rate') {
    from.pause()
    setTimeout(() => from.resume(), (chunk.length / fault.bytesPerSecond) * 1000)
    return chunk
  }
  if (bytes < fault.afterBytes) return chunk
  if (fault.kind === 'stall' && !line.dead) from.pause()
  return chunk.subarray(0, Math.max(0, chunk.length - (bytes - fault.afterBytes)))
}

function flipped(chunk: Buffer, at: number, mask: number): Buffer {
  const byte = chunk[at]
  if (byte === undefined) return chunk
  const copy = Buffer.from(chunk)
  copy[at] = byte ^ mask
  return copy
}

function cut(line: Line, how: 'rst' | 'fin' | 'half'): void {
  if (line.dead) return
  line.dead = true
  const { client, server } = line
  if (how === 'fin') {
    client.end()
    client.resume() // keeps reading, so that no reset follows
  } else client.resetAndDestroy()
  if (how === 'rst') server.resetAndDestroy()
  else server.end()
}

async function listen(server: Server, wanted: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port // listening on TCP: never a string or null
}
