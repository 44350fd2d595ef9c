import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { SFTPWrapper } from 'ssh2'
import { SftpChannel } from '../../../main/adapters/transfer/sftp-channel'
import { SftpTrouble } from '../../../main/adapters/transfer/sftp-errors'
import { SftpLine } from '../../../main/adapters/transfer/sftp-line'
import { SftpSession } from '../../../main/adapters/transfer/sftp-session'
import type { Result } from '../../../main/core/result'
import type { TransferError } from '../../../main/core/transfer/transfer-error'
import { isTextKey } from '../../../resources/locales/texts'
import { mutated, wordsOf } from '../mutate'
import { Random } from '../random'
import { type FuzzReader, finding, hasText } from '../reader'
import { scratch } from './disk'

// The library's own parser of SFTP packets, without the encryption around it, and our session on top of it.
const { SFTP } = createRequire(import.meta.url)('ssh2/lib/protocol/SFTP.js') as {
  readonly SFTP: new (client: object, channel: object) => SFTPWrapper & { push(bytes: Buffer): void; _init(): void }
} // safe: the file of the pinned ssh2 that its own client loads

const requestMs = 60
const responses = { version: 2, status: 101, handle: 102, data: 103, attributes: 105, extended: 201 } as const
const extensions = ['limits@openssh.com', 'hardlink@openssh.com', 'fsync@openssh.com', 'statvfs@openssh.com']
const words = wordsOf([
  ...extensions.flatMap((name) => [name, '1']),
  ...[
    '\x65\0\0\0\x01\0\0\0\x04',
    '\x69\0\0\0\x01',
    '\0\0\0\x05',
    '\xff\xff\xff\xff',
    '\x80\0\0\0',
    'no space',
    'quota',
  ],
])

const word = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
const text = (value: string | Buffer) => Buffer.concat([word(Buffer.byteLength(value)), Buffer.from(value)])
const packet = (type: number, ...parts: readonly Uint8Array[]) => {
  const body = Buffer.concat([Buffer.of(type), ...parts])
  return Buffer.concat([word(body.length), body])
}

const kindOf = { init: 1, open: 3, read: 5, lstat: 7, stat: 17, extended: 200 } as const

/** What a server that keeps one file answers; now and then something else that a server could say. */
function answerTo(request: Buffer, random: Random): Buffer {
  const [type, id] = [request[4] ?? 0, request.subarray(5, 9)]
  const status = (code: number, why = 'why') => packet(responses.status, id, word(code), text(why), text('en'))
  const attributes = (mode: number) =>
    packet(responses.attributes, id, word(0x0d), word(0), word(fileBytes), word(mode), word(0), word(0))
  if (random.oneIn(12)) {
    return status(random.pick([0, 1, 2, 3, 4, 8, 11, 14]), random.pick(['', 'no space left', 'quota', 'name too long']))
  }
  switch (type) {
    case kindOf.open:
      return packet(responses.handle, id, text('handle'))
    case kindOf.read:
      return packet(responses.data, id, text('x'.repeat(fileBytes)))
    case kindOf.stat:
      return attributes(0o040755)
    case kindOf.lstat:
      return request.includes('.part') ? attributes(0o100644) : status(2)
    case kindOf.extended:
      return request.includes('statvfs') ? packet(responses.extended, id, Buffer.alloc(88, 1)) : status(0)
    default:
      return status(0)
  }
}
const content = 'EXTF;700\r\n'
const fileBytes = content.length

/** A server that answers every request, sometimes rightly. */
class HostileServer {
  readonly socket = new Socket()
  readonly line = new SftpLine(this.socket)
  readonly sftp: InstanceType<typeof SFTP>
  #sent = Buffer.alloc(0)

  constructor(readonly random: Random) {
    const raw = random.oneIn(2) ? Buffer.from('SSH-2.0-OpenSSH_9.2') : Buffer.from('SSH-2.0-mod_sftp')
    const protocol = {
      _remoteIdentRaw: raw,
      channelData: (_id: number, bytes: Buffer) => this.#take(bytes),
      channelClose: () => undefined,
    }
    const side = () => ({ id: 0, window: 2 ** 31, packetSize: 2 ** 15, state: 'open' })
    const channel = { type: 'sftp', incoming: side(), outgoing: side() }
    this.sftp = new SFTP({ _protocol: protocol }, channel)
  }

  /** Starts SFTP; the answer is the channel, or null when what came was none. */
  async channel(): Promise<SftpChannel | null> {
    const isReady = new Promise<boolean>((resolve) => {
      this.sftp.once('ready', () => resolve(true))
      this.sftp.on('error', () => resolve(false))
      this.sftp.once('close', () => resolve(false))
    })
    this.sftp._init()
    const ready = await this.line.within(requestMs, 'start', isReady).catch(() => false)
    const deadlines = { connectMs: requestMs, signInMs: requestMs, requestMs }
    return ready ? new SftpChannel(this.sftp, this.line, deadlines) : null
  }

  #take(bytes: Buffer): void {
    this.#sent = Buffer.concat([this.#sent, bytes])
    while (this.#sent.length >= 4 && this.#sent.length >= 4 + this.#sent.readUInt32BE(0)) {
      const request = this.#sent.subarray(0, 4 + this.#sent.readUInt32BE(0))
      this.#sent = this.#sent.subarray(request.length)
      const answer = this.#answer(Buffer.from(request))
      setImmediate(() => this.#give(answer))
    }
  }

  #answer(request: Buffer): Buffer {
    if (request[4] === kindOf.init) {
      const offered = extensions.filter(() => this.random.oneIn(2)).flatMap((name) => [text(name), text('1')])
      const hello = packet(responses.version, word(3), ...offered)
      return this.random.oneIn(8) ? mutated(this.random, [hello], words) : hello
    }
    const good = answerTo(request, this.random)
    return this.random.oneIn(15) ? mutated(this.random, [good], words) : good
  }

  /** As the library's client does: what its parser throws ends the connection. */
  #give(answer: Buffer): void {
    try {
      if (this.line.death === null && answer.length > 0) this.sftp.push(answer)
    } catch (error) {
      this.line.die(new SftpTrouble('interrupted', String(error)))
    }
  }
}

type Outcome = Result<unknown, TransferError>

function isTaken(outcome: Outcome): boolean {
  if (outcome.ok) return true
  const { kind, detail } = outcome.error
  finding(isTextKey(`error.${kind}`), `no text for ${kind}`)
  finding(hasText(detail), `${kind} without a detail`)
  return false
}

/** A whole delivery: every request that ours makes meets an answer. */
async function deliver(session: SftpSession, file: string): Promise<boolean> {
  const outcomes: readonly boolean[] = [
    isTaken(await session.ensureFolder('eingang/M1')),
    isTaken(await session.upload(file, 'eingang/M1/.a.part')),
    isTaken(await session.hash('eingang/M1/.a.part')),
    isTaken(await session.probe('eingang/M1/a.csv')),
    isTaken(await session.publish('eingang/M1/.a.part', 'eingang/M1/a.csv')),
    isTaken(await session.remove('eingang/M1/.a.part')),
  ]
  return outcomes.every((one) => one)
}

export const sftpReader: FuzzReader = {
  name: 'sftp-answers',
  share: 4,
  open: async () => {
    const folder = scratch()
    const file = join(folder.path, 'a.csv')
    writeFileSync(file, content)
    return {
      make: (random) => random.next(),
      read: async (input) => {
        const server = new HostileServer(new Random(Number(input), 'sftp', 0))
        try {
          const channel = await server.channel()
          return channel !== null && (await deliver(new SftpSession(channel), file))
        } finally {
          server.line.die(new SftpTrouble('interrupted', 'done'))
        }
      },
      close: async () => folder.remove(),
    }
  },
}
