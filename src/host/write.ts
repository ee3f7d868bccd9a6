import { setTimeout as pause } from 'node:timers/promises'
import type { Output, ReadHost } from '../model/host.ts'
import { systemPath } from '../model/system-path.ts'
import { Unreadable, attempt } from '../model/unreadable.ts'
import type { Argv } from '../model/value.ts'
import { StepError } from '../model/write-host.ts'
import type { ChangeOptions, WriteHost } from '../model/write-host.ts'
import { withAbsolutePaths } from './absolute.ts'
import { findProgram } from './executable.ts'
import { createLocalHost } from './local.ts'
import type { Hand } from './place/hand.ts'
import { createSubject } from './subject.ts'
import { rootWriter } from './write-as-root.ts'
import type { AsRoot } from './write-as-root.ts'
import { localWriter, readHere } from './write-files.ts'
import type { FileWriter } from './write-files.ts'
import { codeOf } from './write-error.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Answers are read in English; nobody is there to be asked. */
const forChildren = {
  LC_ALL: 'C',
  LANGUAGE: undefined,
  DEBIAN_FRONTEND: 'noninteractive',
  NEEDRESTART_MODE: 'l',
}

/** sudo keeps none of these: the proxies of the person, without which nothing is downloaded. */
const proxies = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** One variable a line; what holds an end of a line is left out. */
const assignments = (env: Env): string =>
  Object.entries(env)
    .filter(([, value]) => value !== undefined && !/[\n\0]/.test(value))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

/** Variables come through stdin: everybody may read a command line, and sudo writes it into its log. */
const withVariables = [
  '/bin/sh',
  '-c',
  'while IFS= read -r each; do export "$each"; done; exec "$@" </dev/null',
  'sh',
] as const

interface Becoming {
  readonly prefix: readonly string[]
  readonly env: Env
  readonly elevated: boolean
  readonly inSession: boolean
  /** What the command reads from stdin. */
  readonly input?: string
}

/** Ctrl-C is for us: it must not end sudo in the middle of something. sudo stays in our session, which its ticket belongs to. */
const shield = ['/bin/sh', '-c', 'trap \'\' INT; exec "$@"', 'sh'] as const

/** Only root can end what root runs, so the deadline goes with it. Exit codes: timeout(1). */
const timedOutCode = 124
const limited = (deadlineMs: number): readonly string[] => [
  'timeout',
  '-k',
  '10',
  String(Math.ceil(deadlineMs / 1000)),
]
const withLimit = process.platform === 'linux'
const fileMs = 30_000

/** sudo's own refusal, which is no answer of the program. Source: sudo plugins/sudoers (passwd needed, not allowed, no tty). */
const sudoRefused = /^sudo: (?!unable to resolve host)(.*)$/m
const notAllowed = /not (in the sudoers file|allowed to (execute|run sudo))/i

const checkSudo = ({ exitCode, stderr }: Output): void => {
  const said = sudoRefused.exec(stderr)?.[1] ?? notAllowed.exec(stderr)?.[0]
  if (exitCode !== 0 && said !== undefined)
    throw new StepError('no-permission', `root's rights are needed, and sudo says: ${said}`)
}

const unixName = (argv: Argv): string => argv[0].slice(argv[0].lastIndexOf('/') + 1)

const toStepError = (argv: Argv, error: unknown): StepError => {
  if (error instanceof StepError) return error
  if (!(error instanceof Unreadable)) {
    const why = codeOf(error) || String(error)
    return new StepError('failed', `${unixName(argv)} could not be started (${why})`, {
      cause: error,
    })
  }
  return error.why === 'missing-program'
    ? new StepError('failed', `${unixName(argv)} is not installed here`, { cause: error })
    : new StepError('no-permission', `${unixName(argv)} may not be run`, { cause: error })
}

/** This machine, to be changed: files with our own rights first, with root's where sudo gives them without asking. */
export const createWriteHost = (
  env: Env,
  read: ReadHost,
  { freshGroups = false }: { readonly freshGroups?: boolean } = {},
): WriteHost => {
  const path = read.os === 'win32' ? {} : { PATH: systemPath(env['PATH']) }
  const given: Env = { ...withAbsolutePaths(env), ...forChildren, ...path }
  const asSubject = createSubject(read.identity(), env['PATH'], freshGroups)

  const become = async (options: ChangeOptions): Promise<Becoming> => {
    const { process: caller, subject, sudo: behindSudo } = await read.identity()
    if (options.as !== 'root' || caller.uid === 0 || read.os === 'win32') {
      // Behind sudo our own PATH is sudo's, which lacks the user's programs.
      const own =
        behindSudo && options.as !== 'root'
          ? [`${subject.home}/.local/bin`, `${subject.home}/bin`, given['PATH']].join(':')
          : given['PATH']
      const becoming = await asSubject(options.as, options.env?.['PATH'] ?? own)
      const { argv, env, inSession = false } = becoming
      return {
        prefix: inSession ? [...shield, ...argv] : argv,
        env: own === undefined ? env : { ...env, PATH: own },
        elevated: false,
        inSession,
      }
    }
    await findProgram(['sudo'], given['PATH']).catch(() => {
      throw new StepError('no-permission', "root's rights are needed, and there is no sudo")
    })
    const kept =
      options.fetches === true ? Object.fromEntries(proxies.map((name) => [name, env[name]])) : {}
    const { LC_ALL, DEBIAN_FRONTEND, NEEDRESTART_MODE } = forChildren
    const variables = { LC_ALL, DEBIAN_FRONTEND, NEEDRESTART_MODE, ...kept, ...options.env }
    const limit = withLimit ? limited(options.deadlineMs) : []
    const prefix = [...shield, 'sudo', '-n', '--', ...withVariables, ...limit]
    const input = assignments(variables)
    return { prefix, env: {}, elevated: true, inSession: true, input }
  }

  const changing: WriteHost['runChanging'] = async (argv, options) => {
    try {
      const [{ runChanging }, { prefix, env: own, elevated, inSession, input = '' }] =
        await Promise.all([import('./run-changing.ts'), become(options)])
      const whole = { ...options, env: { ...given, ...own, ...options.env } }
      if (!elevated) return await runChanging(argv, whole, { argv: prefix, inSession })
      const sudo = { argv: prefix, inSession, spareMs: 15_000, input }
      const output = await runChanging(argv, whole, sudo)
      checkSudo(output)
      return output.exitCode === timedOutCode
        ? { ...output, exitCode: undefined, timedOut: true }
        : output
    } catch (error) {
      throw toStepError(argv, error)
    }
  }

  const asRoot: AsRoot = async (...argv) => {
    const output = await changing(argv, { deadlineMs: fileMs, as: 'root' })
    if (output.exitCode === 0) return output.stdout
    const full = /no space left/i.test(output.stderr)
    throw new StepError(full ? 'no-space' : 'failed', output.stderr.trim() || `${argv[0]} failed`)
  }
  const byRoot = rootWriter(read, asRoot)

  /** First with our own rights; what those do not reach, with root's. A read-only disk is so for root too. */
  const either =
    <A extends readonly unknown[], R>(
      own: (...args: A) => Promise<R>,
      roots: (...args: A) => Promise<R>,
    ) =>
    async (...args: A): Promise<R> => {
      try {
        return await own(...args)
      } catch (error) {
        if (!(error instanceof StepError) || error.why !== 'no-permission') throw error
        const { process: caller } = await read.identity()
        const readOnly = error.message.includes('mounted read-only')
        if (caller.uid === 0 || read.os !== 'linux' || readOnly) throw error
        return roots(...args)
      }
    }
  const placing = async (hand?: Hand) => (await import('./place-program.ts')).placing(env, hand)
  const placingAsRoot = async () =>
    placing(await (await import('./place-as-root.ts')).rootHand(env, byRoot))
  const ownPlace: WriteHost['place'] = async (...what) => (await placing()).place(...what)
  const rootsPlace: WriteHost['place'] = async (...what) => (await placingAsRoot()).place(...what)
  const files: FileWriter = {
    writeAtomic: either(localWriter.writeAtomic, byRoot.writeAtomic),
    remove: either(localWriter.remove, byRoot.remove),
    rename: either(localWriter.rename, byRoot.rename),
    mkdir: either(localWriter.mkdir, byRoot.mkdir),
    symlink: either(localWriter.symlink, byRoot.symlink),
    chown: either(localWriter.chown, byRoot.chown),
    chmod: either(localWriter.chmod, byRoot.chmod),
  }
  /** Where sudo does not let us, the finding asks for a login. */
  const afterLogin: WriteHost['afterLogin'] = async () => {
    const fresh = createLocalHost(env, { freshGroups: true })
    const tried = await attempt(fresh.run(['id', '-G'], { deadlineMs: fileMs }))
    const joined = tried.ok && tried.value.exitCode === 0
    return createWriteHost(env, joined ? fresh : read, { freshGroups: joined || freshGroups })
  }
  return {
    ...read,
    ...files,
    readHere,
    afterLogin,
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    runChanging: changing,
    // minikube's cache is the person's own, or is to be.
    place: (download, placement) =>
      (download.tool === 'file' ? ownPlace : either(ownPlace, rootsPlace))(download, placement),
    isFrom: async (...what) => (await placing()).isFrom(...what),
    displace: either(
      async (...what) => (await placing()).displace(...what),
      async (...what) => (await placingAsRoot()).displace(...what),
    ),
  }
}
