import type { Tool } from '../catalog/digests.ts'
import { binaryFormat, headerBytes } from '../model/binary-format.ts'
import type { BinaryFormat } from '../model/binary-format.ts'
import { defineFact } from '../model/fact.ts'
import type { Fact, FactContext } from '../model/fact.ts'
import type { Profile } from '../model/profile.ts'
import { attempt } from '../model/unreadable.ts'
import { pinnedRelease } from '../profiles/digest.ts'
import { identity } from './machine.ts'
import { onPath, pathDirectories } from './programs.ts'
import type { Program } from './programs.ts'

/** The file that runs when the tool's name is typed. */
export interface ToolFile extends Program {
  /** Bytes. */
  readonly size: number
  readonly format: BinaryFormat
  /** What its digest says it is; undefined where neither catalog nor profile knows it. */
  readonly release: ToolRelease | undefined
}

export interface ToolRelease {
  readonly tool: Tool
  readonly version: string
  /** `<os>-<arch>`. */
  readonly platform: string
}

export interface ToolFiles {
  readonly winner: ToolFile | undefined
  /** Other files of that name further down PATH, byte-identical ones left out. */
  readonly others: readonly string[]
  /** A file of that name that may not be executed; looked for only when there is no winner. */
  readonly inert: string | undefined
  /** The Windows program seen from WSL; looked for only when there is no winner. */
  readonly windows: string | undefined
}

/** By the digest alone; a kubectl may be minikube under another name (a documented link). */
const releaseOf = (profile: Profile, sha256: string | undefined): ToolRelease | undefined => {
  if (sha256 === undefined) return undefined
  for (const tool of ['minikube', 'kubectl'] as const) {
    const release = pinnedRelease(profile, tool, sha256)
    if (release !== undefined) return { tool, ...release }
  }
  return undefined
}

/** sudo replaces PATH by its own, without the user's own directories. */
const withOwn = async (context: FactContext): Promise<FactContext> => {
  const { sudo, subject } = await context.get(identity)
  if (!sudo) return context
  const path = [`${subject.home}/.local/bin`, `${subject.home}/bin`, context.host.env['PATH'] ?? '']
  return {
    ...context,
    host: { ...context.host, env: { ...context.host.env, PATH: path.join(':') } },
  }
}

const fileNamed = async (context: FactContext, name: string): Promise<string | undefined> => {
  for (const directory of pathDirectories(context)) {
    const path = `${directory}/${name}`
    const real = await attempt(context.host.realpath(path))
    if (!real.ok || real.value === undefined) continue
    const stat = await attempt(context.host.stat(real.value))
    if (stat.ok && stat.value?.kind === 'file') return path
  }
  return undefined
}

const differing = async (
  { host }: FactContext,
  others: readonly Program[],
  digest: string | undefined,
): Promise<readonly string[]> => {
  const found = await Promise.all(
    others.map(async ({ path, real }) => {
      const other = await attempt(host.sha256(real))
      return other.ok && other.value !== undefined && other.value === digest ? [] : [path]
    }),
  )
  return found.flat()
}

const details = async (
  { host, request }: FactContext,
  program: Program,
): Promise<readonly [ToolFile, string | undefined]> => {
  const [stat, head, digest] = await Promise.all([
    host.stat(program.real),
    host.readBytes(program.real, { max: headerBytes }),
    host.sha256(program.real),
  ])
  const format = binaryFormat(head ?? new Uint8Array())
  const release = releaseOf(request.profile, digest)
  return [{ ...program, size: stat?.size ?? 0, format, release }, digest]
}

const find = (tool: Tool): Fact<ToolFiles> =>
  defineFact({
    id: `${tool}-files`,
    read: async (given): Promise<ToolFiles> => {
      const context = await withOwn(given)
      const programs = await onPath(context, tool)
      const distinct = programs.filter(
        ({ real }, index) => programs.findIndex((other) => other.real === real) === index,
      )
      const [first, ...others] = distinct
      if (first === undefined) {
        const unix = context.host.os !== 'win32'
        return {
          winner: undefined,
          others: [],
          inert: unix ? await fileNamed(context, tool) : undefined,
          windows: unix ? await fileNamed(context, `${tool}.exe`) : undefined,
        }
      }
      const [winner, digest] = await details(context, first)
      return {
        winner,
        others: await differing(context, others, digest),
        inert: undefined,
        windows: undefined,
      }
    },
  })

export const minikubeFiles = find('minikube')
export const kubectlFiles = find('kubectl')
