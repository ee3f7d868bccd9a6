import { readFileSync } from 'node:fs'

/** When a process began, on Linux: a number that no later process of the same id has. Source: proc_pid_stat(5), field 22. */
const startOf = (pid: number): string => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  } catch {
    return '0'
  }
}

/** What names this process in the names of its private files. */
export const ownMark = (): string => `${process.pid}-${startOf(process.pid)}`

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process that a mark names is still there. */
export const isAlive = (mark: string): boolean => {
  const [pid = '', start = ''] = mark.split('-')
  return exists(Number(pid)) && startOf(Number(pid)) === start
}
