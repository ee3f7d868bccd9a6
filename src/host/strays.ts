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

/** Linux only: the processes that carry a mark in their environment, wherever they have gone. */
export const carriersOf = async (value: string): Promise<readonly number[]> => {
  const pids = await readdir('/proc').catch((): string[] => [])
  const carriers = await Promise.all(
    pids
      .filter((pid) => /^\d+$/.test(pid))
      .map(async (pid) => {
        const environ = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
        return environ.includes(`${markName}=${value}`) ? [Number(pid)] : []
      }),
  )
  return carriers.flat()
}

/** Linux only: ends what left the process group (setsid) but still carries the mark, and sees it gone. */
export const killStrays = async (value: string): Promise<void> => {
  for (let round = 0; round < 10; round += 1) {
    const carriers = await carriersOf(value)
    if (carriers.length === 0) return
    for (const pid of carriers) kill(pid, 'SIGKILL')
    await sleep(10)
  }
}
