import { readFileSync } from 'node:fs'

/** Highest resident memory of this program so far; the kernel's own count starts anew with each program. */
export function peakMiB(): number {
  const [, kib] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kib) / 1024
}
