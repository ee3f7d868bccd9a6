import { spawn } from 'node:child_process'
import type { ReadHost } from '../model/host.ts'
import type { Privilege } from '../model/repair.ts'

const testMs = 5000

/** sudo asks for the password itself, at the terminal it finds. */
const askSudo = (): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn('sudo', ['-v'], { stdio: 'inherit' })
    child.once('error', () => done(false))
    child.once('close', (code) => done(code === 0))
  })

/** Whose rights this run can have; asked for once, and only when a step needs them. A password is asked for at a terminal only. */
export const createPrivilege = (
  host: Pick<ReadHost, 'run' | 'os'>,
  terminal: boolean,
): (() => Promise<Privilege>) => {
  let known: Promise<Privilege> | undefined
  const silent = async (): Promise<boolean> => {
    try {
      return (
        (await host.run(['sudo', '-n', 'true'], { deadlineMs: testMs, as: 'root' })).exitCode === 0
      )
    } catch {
      // There is no sudo here.
      return false
    }
  }
  const find = async (): Promise<Privilege> => {
    if (process.getuid?.() === 0) return 'root'
    if (host.os === 'win32') return 'none'
    return (await silent()) || (terminal && (await askSudo())) ? 'sudo' : 'none'
  }
  return () => (known ??= find())
}
