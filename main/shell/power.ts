/** The part of Electron's `powerMonitor` that is heard. */
export interface PowerSource {
  on(event: 'resume' | 'unlock-screen' | 'shutdown', listener: () => void): unknown
}

/**
 * @param on `awake`: time may have passed without us; `shutdown`: the computer goes off, and nobody can be asked
 */
export function watchPower(
  source: PowerSource,
  on: { readonly awake: () => void; readonly shutdown: () => void },
): void {
  source.on('resume', on.awake)
  source.on('unlock-screen', on.awake)
  source.on('shutdown', on.shutdown)
}
