import * as v from 'valibot'
import type { Tool } from '../catalog/digests.ts'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { Fact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { isVersion, vendorVersion } from '../model/version.ts'
import { platform } from './platform.ts'
import { kubectlFiles, minikubeFiles } from './tool-files.ts'
import type { ToolFiles } from './tool-files.ts'
import { troubleOf } from './tool-trouble.ts'

/** What a tool says it is, or how it fails to. */
export type ToolVersion =
  | {
      readonly kind: 'known'
      /** `vX.Y.Z`, a vendor's suffix kept: `v1.25.2`, `v1.30.4+k3s1`. */
      readonly version: string
      /** The release's own file, by its digest. */
      readonly genuine: boolean
    }
  /** kubectl is minikube under another name: it takes the cluster's version. */
  | { readonly kind: 'follows-cluster' }
  | { readonly kind: 'broken'; readonly said: string }

/** Both tools' JSON reduced to the one string in it. */
const answer = v.union([
  v.pipe(
    v.object({ minikubeVersion: v.string() }),
    v.transform(({ minikubeVersion }) => minikubeVersion),
  ),
  v.pipe(
    v.object({ clientVersion: v.object({ gitVersion: v.string() }) }),
    v.transform(({ clientVersion }) => clientVersion.gitVersion),
  ),
])

const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The version in what `minikube version` or `kubectl version --client` prints, in JSON or in words, of any release: `minikube
 * version: v1.13.1`, a bare `v1.25.2`, `Client Version: v1.23.3`. Source: minikube-behaviour (f), version-skew §1. Pure.
 */
export const versionIn = (stdout: string): string | undefined => {
  const parsed = v.safeParse(answer, json(stdout))
  const text = parsed.success ? parsed.output : stdout
  const found = /\bv\d+\.\d+\.\d+[\w.+-]*/.exec(text)?.[0]
  if (found === undefined || isVersion(found)) return found
  const numbers = vendorVersion(found)
  return numbers === undefined ? undefined : `v${numbers}`
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? ''

/** The arguments that ask for the version, the machine-readable form first. */
const questions: Readonly<Record<Tool, readonly (readonly string[])[]>> = {
  minikube: [['version', '-o', 'json'], ['version']],
  kubectl: [
    ['version', '--client', '-o', 'json'],
    ['version', '--client', '--short'],
  ],
}

/** Any minikube command creates its home, and leaves a log where temporary files go: both are thrown away. */
const scratch = { MINIKUBE_HOME: {}, TMPDIR: {}, TEMP: {}, TMP: {} }

const ask = async (host: ReadHost, tool: Tool, path: string): Promise<ToolVersion> => {
  let said = ''
  for (const question of questions[tool]) {
    const argv: Argv = [path, ...question]
    const output = await host.run(argv, { deadlineMs: deadlines.tool, scratch })
    if (output.timedOut) throw new Unreadable('timeout', command(argv))
    const version = output.exitCode === 0 ? versionIn(output.stdout) : undefined
    if (version !== undefined) return { kind: 'known', version, genuine: false }
    said = firstLine(`${output.stderr}\n${output.stdout}`)
  }
  return { kind: 'broken', said }
}

const isMinikube = (real: string): boolean => /[\\/]minikube[^\\/]*$/.test(real)

const versionOf = (tool: Tool, files: Fact<ToolFiles>): Fact<ToolVersion | undefined> =>
  defineFact({
    id: `${tool}-version`,
    early: true,
    read: async ({ host, get }): Promise<ToolVersion | undefined> => {
      const [{ winner }, here] = await Promise.all([get(files), get(platform)])
      if (winner === undefined || troubleOf(tool, winner, here) !== undefined) return undefined
      const { path, real, release } = winner
      if (release?.tool === tool) return { kind: 'known', version: release.version, genuine: true }
      if (tool === 'kubectl' && (release?.tool === 'minikube' || isMinikube(real)))
        return { kind: 'follows-cluster' }
      return ask(host, tool, path)
    },
  })

/** The version of the file that wins on PATH: by its digest, else by asking it; undefined where nothing can run. */
export const minikubeVersion = versionOf('minikube', minikubeFiles)
export const kubectlVersion = versionOf('kubectl', kubectlFiles)
