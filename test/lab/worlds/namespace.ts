import { execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { alive, writeFiles } from '../../support/cli.ts'
import { findProgram } from '../support/requirements.ts'

const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`

const ip = findProgram('ip') ?? 'ip'

const run = (program: string, args: readonly string[], input = ''): void => {
  execFileSync(program, args, { env: { PATH: path }, input, stdio: ['pipe', 'ignore', 'pipe'] })
}

/** A network of its own. What was started in it and the namespace itself are gone when it is disposed. */
export interface Namespace extends AsyncDisposable {
  readonly name: string
  /** The words before a program that is to run inside. */
  readonly prefix: readonly [string, ...string[]]
  readonly ip: (line: string) => void
  /** Lines of `iptables-restore`, or of `ip6tables-restore`, for the table `filter`. */
  readonly filter: (rules: readonly string[], family?: 4 | 6) => void
  /** Starts a server that stays in the foreground; its words go into the file. It ends with this process too. */
  readonly start: (argv: readonly string[], log: string) => () => Promise<void>
}

const mine = /^k8sd-(?:world|learner)-(\d+)$/

/** Takes away what a run that was killed has left; what it had started went with it. */
export const removeLeftNamespaces = (): void => {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : []
  for (const name of names) {
    const [, owner] = mine.exec(name) ?? []
    if (owner === undefined || alive(owner)) continue
    run(ip, ['netns', 'del', name])
    rmSync(`/etc/netns/${name}`, { recursive: true, force: true })
  }
}

/** Makes one; its files of /etc are seen by what runs inside in place of the machine's. */
export const createNamespace = (
  name: string,
  etc: Readonly<Record<string, string>> = {},
): Namespace => {
  const prefix = [ip, 'netns', 'exec', name] as const
  const stops: (() => Promise<void>)[] = []
  const etcFolder = `/etc/netns/${name}`
  run(ip, ['netns', 'add', name])
  mkdirSync(etcFolder, { recursive: true })
  writeFiles(etcFolder, etc)
  const inside = (line: string): void => run(ip, ['-n', name, ...line.split(' ')])
  inside('link set lo up')
  const start: Namespace['start'] = (argv, log) => {
    const out = openSync(log, 'a')
    const child = spawn(
      findProgram('setpriv') ?? 'setpriv',
      ['--pdeathsig=KILL', ...prefix, ...argv],
      { stdio: ['ignore', out, out], env: { PATH: path } },
    )
    closeSync(out)
    const gone = new Promise<void>((done) => {
      child.once('error', () => done())
      child.once('exit', () => done())
    })
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL')
      await gone
    }
    stops.push(stop)
    return stop
  }
  return {
    name,
    prefix,
    ip: inside,
    filter: (rules, family = 4) => {
      const [program, ...args] = [
        ...prefix,
        family === 4 ? 'iptables-restore' : 'ip6tables-restore',
      ]
      run(program, args, ['*filter', ...rules, 'COMMIT', ''].join('\n'))
    },
    start,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stops.map((stop) => stop()))
      run(ip, ['netns', 'del', name])
      rmSync(etcFolder, { recursive: true, force: true })
    },
  }
}
