import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach } from 'vitest'
import type { WriteHost } from '../../src/model/write-host.ts'
import { hostWith, ownFolder } from './writing.ts'

/** No program of this machine may answer for one that a test has not made. */
const hidden =
  /^\/(usr\/)?(local\/)?s?bin\/(usermod|gpasswd|addgroup|delgroup|service|rc-service|snap|apt-get|dnf|yum|zypper|apk|docker|minikube)$/

export interface FakeMachine {
  /** A folder of the test at hand; its programs lie in `bin`, its home in `home`. */
  readonly folder: () => string
  readonly host: () => WriteHost
  /** The same, with these files and without the hidden programs. */
  readonly seeing: (files?: Readonly<Record<string, string | undefined>>) => WriteHost
  /** A program that writes down its words and then does this; `$FOLDER` stands for the folder. */
  readonly program: (name: string, script?: string) => void
  /** What was called, a line each. */
  readonly log: () => readonly string[]
  readonly clear: () => void
}

/** This machine, anew for each test of a file, where the programs that change something only say how they were called. */
export const fakeMachine = (name: string): FakeMachine => {
  const at = ownFolder(name)
  let count = 0
  const folder = (): string => at(`t${count}`)
  const log = (): string => join(folder(), 'log')
  const host = (): WriteHost =>
    hostWith({
      PATH: `${join(folder(), 'bin')}:/usr/bin:/bin`,
      HOME: join(folder(), 'home'),
      MINIKUBE_HOME: undefined,
    })
  beforeEach(() => {
    count += 1
    for (const part of ['bin', 'home']) mkdirSync(join(folder(), part), { recursive: true })
    writeFileSync(log(), '')
  })
  return {
    folder,
    host,
    seeing: (files = {}) => {
      const real = host()
      return {
        ...real,
        realpath: async (path) => (hidden.test(path) ? undefined : real.realpath(path)),
        readText: async (path, options) =>
          path in files ? files[path] : real.readText(path, options),
        stat: async (path) => {
          if (!(path in files)) return real.stat(path)
          return files[path] === undefined ? undefined : real.stat('/')
        },
      }
    },
    program: (program, script = '') => {
      const text = script.replaceAll('$FOLDER', folder())
      writeFileSync(
        join(folder(), 'bin', program),
        `#!/bin/sh\necho "${program} $*" >> '${log()}'\n${text}\n`,
        { mode: 0o755 },
      )
    },
    log: () =>
      readFileSync(log(), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    clear: () => writeFileSync(log(), ''),
  }
}
