import { delimiter, join } from 'node:path'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { answers } from './asking.ts'
import { foreignMount } from './mounts.ts'

type Env = Readonly<Record<string, string | undefined>>

const entries = (text: string | undefined): readonly string[] =>
  (text ?? '').split(delimiter).filter((entry) => entry !== '')

const isForeign = (path: string): boolean => foreignMount(path) !== undefined

/** The same PATH without the folders that do not answer: whoever looks for a program there looks for ever. */
export const livingPath = async (path: string | undefined): Promise<string | undefined> => {
  if (!entries(path).some(isForeign)) return path
  const living = await Promise.all(
    entries(path).map(async (folder) => ((await attempt(answers(folder))).ok ? [folder] : [])),
  )
  return living.flat().join(delimiter)
}

/** Variables that lead docker, minikube and kubectl to their files. */
const leading = [
  'HOME',
  'MINIKUBE_HOME',
  'KUBECONFIG',
  'DOCKER_CONFIG',
  'DOCKER_CERT_PATH',
  'TMPDIR',
]

/** Their folders in a home. */
const usual = ['.docker', '.kube', '.minikube']

/**
 * Work that is ended where a place its environment names turns out not to answer. What came to its end before had no need of it; of
 * what was ended nothing is known but why: throws `Unreadable`.
 */
export const whilePlacesAnswer = async <T extends { readonly exitCode: number | undefined }>(
  env: Env,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> => {
  const home = env['HOME'] ?? '/'
  const places = [
    ...leading.flatMap((name) => entries(env[name])),
    ...usual.map((name) => join(home, name)),
  ].filter(isForeign)
  if (places.length === 0) return work(outer)
  const stop = new AbortController()
  const hand = (): void => stop.abort()
  outer?.addEventListener('abort', hand, { once: true })
  if (outer?.aborted === true) hand()
  let silent: Unreadable | undefined
  for (const place of places)
    void attempt(answers(place)).then((answer) => {
      if (answer.ok) return
      silent ??= answer.why
      stop.abort()
    })
  try {
    const output = await work(stop.signal)
    if (silent !== undefined && output.exitCode === undefined) throw silent
    return output
  } finally {
    outer?.removeEventListener('abort', hand)
  }
}
