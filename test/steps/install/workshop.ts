import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultLimits } from '../../../src/host/download/limits.ts'
import type { Limits } from '../../../src/host/download/limits.ts'
import { install } from '../../../src/host/install.ts'
import type { InstallOptions } from '../../../src/host/install.ts'
import { InstallError } from '../../../src/model/install.ts'
import type { Download, Installed, InstallEvent, Placement } from '../../../src/model/install.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import type { ProgramFile } from '../../support/program-file.ts'
import { ownCpu } from '../../support/program-file.ts'

export const mib = 1024 * 1024

/** A home with its caches, and a folder for programs, that are gone after the test. */
export interface Workshop extends Disposable {
  readonly root: string
  readonly bin: string
  readonly blobs: string
  readonly journal: string
  readonly env: NodeJS.ProcessEnv
}

export const workshop = (): Workshop => {
  const root = mkdtempSync(join(tmpdir(), 'install-test-'))
  const [cache, state, bin] = [join(root, 'cache'), join(root, 'state'), join(root, 'bin')]
  for (const folder of [cache, state, bin]) mkdirSync(folder)
  return {
    root,
    bin,
    blobs: join(cache, 'k8s-doctor', 'blobs'),
    journal: join(state, 'k8s-doctor', 'install'),
    env: { PATH: process.env['PATH'], HOME: root, XDG_CACHE_HOME: cache, XDG_STATE_HOME: state },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A test's patience. */
const limits: Limits = { ...defaultLimits, stallMs: 1000, backOffMs: [20, 40], attempts: 3 }

export const downloadOf = (program: ProgramFile, urls: readonly string[]): Download => ({
  tool: 'kubectl',
  version: program.version,
  os: 'linux',
  arch: ownCpu,
  sha256: program.sha256,
  urls,
  plainHttp: [],
})

export const placementIn = (directory: string): Placement => ({
  directory,
  file: 'kubectl',
  selfTest: ['kubectl', 'version', '--client'],
})

type More = Partial<Pick<InstallOptions, 'signal' | 'onEvent' | 'limits' | 'env'>> & {
  readonly download?: Partial<Download>
  readonly placement?: Partial<Placement>
}

/** Installs a program into a workshop. */
export const installIn = (
  { bin, env }: Workshop,
  program: ProgramFile,
  urls: readonly string[],
  more: More = {},
): Promise<Installed> =>
  install(
    { ...downloadOf(program, urls), ...more.download },
    { ...placementIn(bin), ...more.placement },
    {
      env,
      limits,
      signal: new AbortController().signal,
      onEvent: () => undefined,
      now: () => Date.now(),
      ...more,
    },
  )

/** The failure of an install, or the install itself. */
export const failureOf = async (work: Promise<Installed>): Promise<InstallError | Installed> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof InstallError) return error
    throw error
  }
}

export const eventsOf = (): {
  readonly events: InstallEvent[]
  readonly onEvent: (event: InstallEvent) => void
} => {
  const events: InstallEvent[] = []
  return { events, onEvent: (event) => events.push(event) }
}

export const digestOfFile = (path: string): string | undefined =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined

export const modeOf = (path: string): number => lstatSync(path).mode & 0o7777

export const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder) : []

/** Whatever an install should not leave behind. */
export const litterIn = ({ bin, blobs, journal }: Workshop): readonly string[] => [
  ...namesIn(bin).filter((name) => name.startsWith('.k8sd-')),
  ...namesIn(blobs).filter((name) => name.includes('.part')),
  ...namesIn(join(journal, 'backup')).filter((name) => name.startsWith('.k8sd-')),
  ...namesIn(journal).filter((name) => name.startsWith('.k8sd-')),
]

export const sayOf = (path: string): string => execFileSync(path, ['version'], { encoding: 'utf8' })

/** Of a program that was placed: what it says, what may be done with it, and what it is. */
export const placed = (path: string) => ({
  says: sayOf(path),
  mode: modeOf(path),
  sha256: digestOfFile(path),
})

/** The same of the program that was to be placed. */
export const asReleased = ({ version, sha256 }: ProgramFile): ReturnType<typeof placed> => ({
  says: `tool version ${version}\n`,
  mode: 0o755,
  sha256,
})

export const linux = process.platform === 'linux'

/** A server of one program, with its addresses. */
export const serve = async (program: { readonly bytes: Buffer }) => {
  const server = fileServer(program.bytes)
  const running = await http(server.listener)
  return { ...running, server, urls: [`http://127.0.0.1:${running.port}/kubectl`] }
}

export const quiet = { signal: new AbortController().signal, onEvent: () => undefined }
