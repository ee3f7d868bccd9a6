import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** The variable whose value names a command: what it starts carries it along. */
export const markName = 'K8S_DOCTOR_RUN'

/** Sends a signal; a process, or a group for a negative number, that is gone or somebody else's is passed over. */
export const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // already gone
  }
}

/** Of these the younger ones. Ids are given in a circle; the last one given ends /proc/loadavg. Source: proc_loadavg(5). */
const youngerThan = async (elder: number, pids: readonly number[]): Promise<readonly number[]> => {
  const load = await readFile('/proc/loadavg', 'latin1').catch(() => '')
  const last = Number(load.trim().split(' ').at(-1))
  if (!(last > 0)) return pids
  return pids.filter((pid) => (last < elder ? pid > elder || pid <= last : pid > elder))
}

/**
 * Linux only: the processes that carry a mark in their environment, wherever they have gone; only those younger than `elder`, where
 * that is told: to look at every process of a busy machine takes a tenth of a second.
 */
export const carriersOf = async (value: string, elder?: number): Promise<readonly number[]> => {
  const all = await readdir('/proc').catch((): string[] => [])
  const pids = all.filter((pid) => /^\d+$/.test(pid)).map(Number)
  const carriers = await Promise.all(
    (elder === undefined ? pids : await youngerThan(elder, pids)).map(async (pid) => {
      const environ = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
      return environ.includes(`${markName}=${value}`) ? [pid] : []
    }),
  )
  return carriers.flat()
}

/** Linux only: ends what left the process group (setsid) but still carries the mark, and sees it gone. */
export const killStrays = async (value: string, elder: number): Promise<void> => {
  for (let round = 0; round < 10; round += 1) {
    const carriers = await carriersOf(value, elder)
    if (carriers.length === 0) return
    for (const pid of carriers) kill(pid, 'SIGKILL')
    await sleep(10)
  }
}
