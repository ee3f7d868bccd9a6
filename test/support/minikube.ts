import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'

/** How the stand-in is to behave; its own file says what each means. */
export interface StandInScript {
  readonly version?: string
  readonly kubernetes?: string
  readonly image?: string
  readonly command?: readonly string[]
  readonly ip?: string
  readonly url?: string
  readonly stepMs?: number
  readonly starts?: readonly {
    readonly end?: 'success' | 'fail' | 'hang'
    readonly at?: string
    readonly reason?: string
    readonly message?: string
    readonly advice?: string
    readonly warnings?: readonly string[]
    readonly downloads?: readonly {
      readonly artifact?: string
      readonly file?: string
      readonly progress?: readonly number[]
    }[]
    readonly stepMs?: number
    readonly downloadMs?: number
    readonly retried?: boolean
    readonly deaf?: boolean
    readonly makes?: readonly ('profile' | 'volume' | 'container')[]
  }[]
  readonly deletes?: readonly {
    readonly exit?: number
    readonly leaves?: readonly ('profile' | 'volume' | 'container')[]
  }[]
  readonly loads?: readonly { readonly exit?: number; readonly message?: string }[]
}

const call = v.object({ argv: v.array(v.string()), env: v.record(v.string(), v.string()) })
/** A start whose control plane does not come up, in minikube's words. */
export const bootFailure = {
  end: 'fail',
  at: 'Booting control plane',
  reason: 'GUEST_START',
  message:
    'failed to start node: wait 6m0s for node: wait for healthy API server: apiserver healthz never reported healthy',
} as const

/** Another one: a second start that fails of the same would be the last. */
export const provisionFailure = {
  end: 'fail',
  at: 'Preparing Kubernetes',
  reason: 'GUEST_PROVISION',
  message: 'Failed to start host: provision: Temporary Error',
} as const

export type Call = v.InferOutput<typeof call>

export interface StandIn {
  /** The program, named `minikube`. */
  readonly path: string
  /** Every call so far. */
  readonly calls: () => readonly Call[]
  /** Those of one verb, as typed. */
  readonly typed: (verb: string) => readonly string[]
}

const callsIn = (text: string): readonly Call[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(call, JSON.parse(line)))

/** The calls of one verb in its notes, as typed. */
export const typedIn = (notes: string, verb: string): readonly string[] =>
  callsIn(notes).flatMap(({ argv }) => (argv[0] === verb ? [`minikube ${argv.join(' ')}`] : []))

const program = resolve('test/support/minikube-stand-in.mjs')

/** A real minikube on PATH, for what both must do alike; undefined on most machines. */
export const realMinikube = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, 'minikube'))
    .find((file) => existsSync(file))

/** Puts a stand-in for minikube into `<folder>/bin`, with what it is told and what it notes beside it in `<folder>/minikube`. */
export const placeStandIn = (folder: string, script: StandInScript = {}): StandIn => {
  const told = join(folder, 'minikube')
  for (const each of [told, join(folder, 'bin')]) mkdirSync(each, { recursive: true })
  writeFileSync(join(told, 'script.json'), JSON.stringify(script))
  const path = join(folder, 'bin/minikube')
  writeFileSync(
    path,
    `#!/bin/sh\nSTAND_IN='${told}' exec '${process.execPath}' '${program}' "$@"\n`,
  )
  chmodSync(path, 0o755)
  const notes = (): string => {
    const file = join(told, 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  return { path, calls: () => callsIn(notes()), typed: (verb) => typedIn(notes(), verb) }
}
