import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { FTPError } from 'basic-ftp'
import { createFtpConnector } from '../../../main/adapters/transfer/ftp'
import { epsvPort, pasvPort } from '../../../main/adapters/transfer/ftp-data'
import { FtpTrouble, saysDenied, saysMissing, transferError } from '../../../main/adapters/transfer/ftp-errors'
import { absolute, checkName, pathOfReply } from '../../../main/adapters/transfer/ftp-paths'
import type { Result } from '../../../main/core/result'
import { type TransferError, transferErrorKinds } from '../../../main/core/transfer/transfer-error'
import { isTextKey } from '../../../resources/locales/texts'
import { profile } from '../../fakes/profile'
import { mutated, wordsOf } from '../mutate'
import { Random } from '../random'
import { type FuzzReader, finding, hasText } from '../reader'
import { scratch } from './disk'

// What the library's control connection takes answers apart with.
const { parseControlResponse } = createRequire(import.meta.url)('basic-ftp/dist/parseControlResponse.js') as {
  parseControlResponse(text: string): { readonly messages: readonly string[]; readonly rest: string }
} // safe: the file of the pinned library

const good: Readonly<Record<string, readonly string[]>> = {
  OPTS: ['200 UTF8 on', '501 unknown option'],
  USER: ['331 password please', '230 in', '530 too many connections'],
  PASS: ['230 welcome', '230-line\r\n230 welcome', '530 wrong'],
  TYPE: ['200 binary'],
  PWD: ['257 "/home/stb" is the folder', '257 "/a""b"'],
  FEAT: ['211-Features\r\n MLST type*;size*;\r\n UTF8\r\n211 End', '500 what'],
  CWD: ['250 in', '550 no such file'],
  MKD: ['257 "/x" made', '550 permission denied'],
  SIZE: ['213 10', '550 not found', '500 what'],
  MLST: ['250-begin\r\n type=file;size=10; /a.csv\r\n250 end', '550 no such file'],
  RNFR: ['350 go on', '550 no such file'],
  RNTO: ['250 renamed', '553 exists'],
  DELE: ['250 gone', '550 no such file'],
  NOOP: ['200 yes'],
  STOR: ['150 go\r\n226 done', '452 no space', '553 name not allowed'],
  RETR: ['150 go\r\n226 done', '550 no such file'],
}
const samples = [...Object.values(good).flat(), '229 ok (|||2121|)', '227 ok (127,0,0,1,8,73)', '220 hello'].map(
  (answer) => Buffer.from(`${answer}\r\n`),
)
const words = wordsOf([
  ...['220-', '226 ', '550-', '421 ', '\r\n', '\n', '(|||', '|)', '(1,2,3,4,255,255)', '"', '""', '999 x', '1', '229'],
  ...['257 "', '213 99999999999999999999', '\xff\xf4', 'type=dir;', '; ', '/../', '\0'],
])

/** Everything that is read out of an answer. */
function readAnswer(answer: string): boolean {
  const { messages, rest } = parseControlResponse(answer)
  finding(rest.length <= answer.length + 1, 'more is left than came')
  let isUsable = messages.length > 0
  for (const message of messages) {
    const error = transferError(new FTPError({ code: Number(message.slice(0, 3)), message }), 'write')
    finding(transferErrorKinds.includes(error.kind), `no such kind: ${error.kind}`)
    finding(typeof saysMissing(message) === 'boolean' && typeof saysDenied(message) === 'boolean', 'no answer')
    const path = pathOfReply(message)
    if (path !== null) isUsable &&= refusals(() => checkName(absolute(path, 'eingang/a.csv')))
    for (const portOf of [epsvPort, pasvPort]) {
      refusals(() => {
        const port = portOf(message)
        finding(Number.isInteger(port) && port > 0 && port < 65_536, `no port: ${port}`)
      })
    }
  }
  return isUsable
}

/** True: done; false: refused in a way that is declared. */
function refusals(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof FtpTrouble && hasText(error.detail)) return false
    throw error
  }
}

export const ftpAnswerReader: FuzzReader = {
  name: 'ftp-answers',
  share: 150,
  open: async () => ({
    make: (random) =>
      mutated(random, random.oneIn(4) ? [Buffer.concat(samples.slice(random.below(10)))] : samples, words),
    read: async (input) => readAnswer((input as Buffer).toString(encodingOf(input as Buffer))), // safe: what `make` made
    close: async () => undefined,
  }),
}

/** Servers send either. */
const encodingOf = (bytes: Buffer) => (bytes.length % 2 === 0 ? 'utf8' : 'latin1')

const hasty = { connectMs: 400, loginMs: 100, replyMs: 100, stallMs: 100, graceMs: 20, slowestRate: 50_000_000 }

/** Answers every command, sometimes rightly; what comes over its data connections is thrown away. */
class HostileServer {
  random = new Random(0, 'ftp', 0)
  readonly #control = createServer((socket) => this.#talk(socket))
  readonly #data = createServer((socket) => this.#carry(socket))
  readonly #open = new Set<Socket>()

  async listen(): Promise<void> {
    for (const server of [this.#control, this.#data]) {
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve)
      })
    }
  }

  get port(): number {
    return portOf(this.#control)
  }

  hangUp(): void {
    for (const socket of this.#open) socket.destroy()
    this.#open.clear()
  }

  async close(): Promise<void> {
    this.hangUp()
    for (const server of [this.#control, this.#data]) server.close()
  }

  #talk(socket: Socket): void {
    this.#keep(socket)
    socket.write(this.#spoil('220 hello'))
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes.toString('latin1').split('\r\n').slice(0, -1)) socket.write(this.#answer(line))
    })
  }

  #answer(line: string): Buffer {
    const verb = line.split(' ', 1).join()
    const port = portOf(this.#data)
    if (verb === 'EPSV') return this.#spoil(`229 ok (|||${port}|)`)
    if (verb === 'PASV') return this.#spoil(`227 ok (127,0,0,1,${port >> 8},${port & 255})`)
    const answers = good[verb] ?? ['500 what']
    if (this.random.oneIn(15)) return this.#spoil(this.random.pick(answers))
    // The file is there under its hidden name only, as it is before it is published.
    return this.#spoil(verb === 'SIZE' && !line.endsWith('.part') ? '550 no such file' : (answers[0] ?? ''))
  }

  #spoil(answer: string): Buffer {
    const whole = Buffer.from(`${answer}\r\n`)
    return this.random.oneIn(25) ? mutated(this.random, [whole, ...samples], words) : whole
  }

  #carry(socket: Socket): void {
    this.#keep(socket)
    socket.resume()
    socket.end(Buffer.alloc(this.random.below(3) * 5, 'x'))
  }

  #keep(socket: Socket): void {
    this.#open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#open.delete(socket))
  }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port // safe: it listens on TCP

function isTaken(outcome: Result<unknown, TransferError>): boolean {
  if (outcome.ok) return true
  finding(isTextKey(`error.${outcome.error.kind}`), `no text for ${outcome.error.kind}`)
  finding(typeof outcome.error.detail === 'string', 'an error without a detail')
  return false
}

export const ftpSessionReader: FuzzReader = {
  name: 'ftp-sessions',
  share: 1,
  open: async () => {
    const [folder, server] = [scratch(), new HostileServer()]
    await server.listen()
    const file = join(folder.path, 'a.csv')
    writeFileSync(file, 'EXTF;700\r\n')
    const connector = createFtpConnector('ftp', hasty)
    const target = { ...profile().target, protocol: 'ftp', host: '127.0.0.1', port: server.port } as const
    return {
      make: (random) => random.next(),
      read: async (input) => {
        server.random = new Random(Number(input), 'ftp', 0)
        try {
          const connected = await connector.connect(target, 'geheim')
          if (!connected.ok) return isTaken(connected)
          const session = connected.value
          const outcomes = [
            isTaken(await session.ensureFolder('eingang/M1')),
            isTaken(await session.upload(file, 'eingang/M1/.a.part')),
            isTaken(await session.hash('eingang/M1/.a.part')),
            isTaken(await session.publish('eingang/M1/.a.part', 'eingang/M1/a.csv')),
            isTaken(await session.remove('eingang/M1/.a.part')),
          ]
          session.close()
          return outcomes.every((one) => one)
        } finally {
          server.hangUp()
        }
      },
      close: async () => {
        await server.close()
        folder.remove()
      },
    }
  },
}
