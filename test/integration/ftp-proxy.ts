import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What happens to the bytes of one data connection on their way to the server. */
export type DataFault =
  /** Forwards the first bytes, swallows the rest, ends both sides politely. */
  | { readonly kind: 'swallow'; readonly after: number }
  /** Resets both sides. */
  | { readonly kind: 'reset'; readonly after: number }
  /** Ends both sides at once. */
  | { readonly kind: 'end'; readonly after: number }
  /** Keeps the line open and takes nothing more. */
  | { readonly kind: 'stall'; readonly after: number }
  | { readonly kind: 'rate'; readonly bytesPerSecond: number }
  /** Nobody listens on the port that the server named. */
  | { readonly kind: 'closed-port' }

export interface FtpProxyFaults {
  readonly data?: DataFault
  /** `drop`: the server never sees it. `cut`: both control connections are reset. */
  readonly onCommand?: (line: string) => 'pass' | 'drop' | 'cut'
  /** `drop`: the client never sees it. */
  readonly onReply?: (text: string) => 'pass' | 'drop' | 'cut'
}

export interface FtpProxy {
  readonly port: number
  /** Everything the client said, as it came over the wire. */
  readonly heard: string[]
  close(): void
}

/** A plain FTP proxy on loopback that breaks what a line, a firewall or a tired server breaks. */
export async function startFtpProxy(targetPort: number, faults: FtpProxyFaults = {}): Promise<FtpProxy> {
  const heard: string[] = []
  const open = new Set<Socket | Server>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
    }
    const cut = () => {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    client.on('data', (bytes: Buffer) => {
      const line = bytes.toString('latin1')
      heard.push(line)
      const verdict = faults.onCommand?.(line) ?? 'pass'
      if (verdict === 'cut') cut()
      if (verdict === 'pass') upstream.write(bytes)
    })
    let order = Promise.resolve()
    upstream.on('data', (bytes: Buffer) => {
      order = order.then(async () => {
        const text = await rewrite(bytes.toString('latin1'), faults.data, open)
        const verdict = faults.onReply?.(text) ?? 'pass'
        if (verdict === 'cut') cut()
        if (verdict === 'pass') client.write(Buffer.from(text, 'latin1'))
      })
    })
    client.on('end', () => upstream.end()).on('close', () => upstream.destroy())
    upstream.on('end', () => client.end()).on('close', () => client.destroy())
  })
  const port = await listen(server)
  const close = () => {
    server.close()
    for (const one of open) 'destroy' in one ? one.destroy() : one.close()
  }
  return { port, heard, close }
}

/** Puts a faulty data proxy into the answers to EPSV (229) and PASV (227). */
async function rewrite(text: string, fault: DataFault | undefined, open: Set<Socket | Server>): Promise<string> {
  const epsv = /\(\|\|\|(\d+)\|\)/.exec(text)
  const pasv = /\((\d+,\d+,\d+,\d+),(\d+),(\d+)\)/.exec(text)
  if (fault === undefined || (epsv === null && pasv === null)) return text
  const target = epsv === null ? Number(pasv![2]) * 256 + Number(pasv![3]) : Number(epsv[1])
  const port = fault.kind === 'closed-port' ? 1 : await startDataProxy(target, fault, open)
  if (epsv !== null) return text.replace(epsv[0], `(|||${port}|)`)
  return text.replace(pasv![0], `(${pasv![1]},${port >> 8},${port & 255})`)
}

async function startDataProxy(target: number, fault: DataFault, open: Set<Socket | Server>): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined)
    }
    upstream.on('data', (bytes) => client.write(bytes)).on('end', () => client.end())
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    carry(client, upstream, fault)
  })
  open.add(server)
  return await listen(server)
}

function carry(client: Socket, upstream: Socket, fault: DataFault): void {
  let seen = 0
  let over = false
  client.on('end', () => upstream.end())
  client.on('data', (bytes: Buffer) => {
    if (over) return
    if (fault.kind === 'rate') {
      upstream.write(bytes)
      client.pause()
      setTimeout(() => client.resume(), (bytes.length / fault.bytesPerSecond) * 1000)
      return
    }
    if (fault.kind === 'closed-port') return
    const rest = fault.after - seen
    seen += bytes.length
    upstream.write(bytes.subarray(0, Math.max(0, rest)))
    if (seen < fault.after) return
    over = true
    if (fault.kind === 'stall') client.pause()
    if (fault.kind === 'end') for (const socket of [client, upstream]) socket.end()
    if (fault.kind === 'reset') for (const socket of [client, upstream]) socket.resetAndDestroy()
  })
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}
