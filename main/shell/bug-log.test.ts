import { describe, expect, it } from 'vitest'
import type { Log } from '../core/ports'
import { createBugLog } from './bug-log'

function written() {
  const lines: unknown[] = []
  const said: string[] = []
  const log: Log = {
    info: () => undefined,
    error: (event, fields) => lines.push({ event, ...fields }),
    child: () => log,
  }
  return { bugs: createBugLog(log, (text) => said.push(text)), lines, said }
}

describe('the log of what nobody expected', () => {
  it('holds what the worker died of, and where', () => {
    const { bugs, lines } = written()
    const error = Object.assign(new Error('Worker terminated due to reaching memory limit'), {
      code: 'ERR_WORKER_OUT_OF_MEMORY',
    })
    bugs.death({ error })
    bugs.death({ exitCode: 3 })
    expect(lines).toEqual([
      {
        event: 'host.died',
        name: 'Error',
        code: 'ERR_WORKER_OUT_OF_MEMORY',
        where: expect.stringMatching(/^at .*bug-log\.test\.ts/),
      },
      { event: 'host.died', exitCode: 3 },
    ])
  })

  it('holds no message of an error, because that may quote what a person typed', () => {
    const { bugs, lines, said } = written()
    bugs.bug(new TypeError('cannot read "Kanarie-1"\n    in the form "Kanarie-2"'))
    bugs.death({ error: new RangeError('Kanarie-3') })
    bugs.bug('Kanarie-4')
    expect(JSON.stringify(lines)).not.toContain('Kanarie')
    expect(lines).toMatchObject([
      { event: 'shell.bug', name: 'TypeError' },
      { event: 'host.died', name: 'RangeError' },
      { event: 'shell.bug', name: 'string' },
    ])
    for (const no of [1, 2, 3, 4]) expect(said.join('')).toContain(`Kanarie-${no}`)
  })
})
