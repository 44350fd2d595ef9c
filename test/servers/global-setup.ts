import type { TestProject } from 'vitest/node'
import { startServers, type TestServers } from './servers'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `inject('servers')` in a test of the project `integration`. */
    servers: TestServers
  }
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const { info, stop } = await startServers()
  project.provide('servers', info)
  return stop
}
