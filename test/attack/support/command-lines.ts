import { readFileSync, readdirSync } from 'node:fs'

/** The command line of every process: what anybody may read. Linux. */
export const commandLines = (): string =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      } catch {
        return ''
      }
    })
    .join('\n')
