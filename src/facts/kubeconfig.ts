import * as v from 'valibot'
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { defineFact } from '../model/fact.ts'
import { identity } from './machine.ts'

/** Where kubectl stops understanding a file. What stands there is not kept: it may be a secret. */
export interface BrokenKubeconfig {
  readonly path: string
  readonly line: number
  readonly column: number
}

export interface KubeContext {
  readonly name: string
  readonly cluster: string
}

export interface KubeCluster {
  readonly name: string
  /** The API server's URL. */
  readonly server: string
}

interface Content {
  readonly currentContext: string | undefined
  readonly contexts: readonly KubeContext[]
  readonly clusters: readonly KubeCluster[]
}

/** All files merged as kubectl does it: the first to name a thing wins. Users and their credentials are never kept. */
export interface Kubeconfig extends Content {
  /** Every file looked for, present or not, the one minikube writes first. */
  readonly paths: readonly string[]
  readonly broken: readonly BrokenKubeconfig[]
}

const text = v.nullish(v.string(), '')
const schema = v.looseObject({
  'current-context': text,
  contexts: v.nullish(
    v.array(
      v.looseObject({
        name: v.string(),
        context: v.nullish(v.looseObject({ cluster: text })),
      }),
    ),
    [],
  ),
  clusters: v.nullish(
    v.array(
      v.looseObject({ name: v.string(), cluster: v.nullish(v.looseObject({ server: text })) }),
    ),
    [],
  ),
})

const nothing: Content = { currentContext: undefined, contexts: [], clusters: [] }

/** An alias to nothing, or too many of them, comes to light only here. */
const plain = (document: Document.Parsed): unknown => {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

/** One file's content; an empty file is an empty configuration. Pure. */
export const parseKubeconfig = (path: string, content: string): Content | BrokenKubeconfig => {
  const lineCounter = new LineCounter()
  // Without pretty errors, which would carry the lines of the file in their text.
  const document = parseDocument(content, { lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0])
    return { path, line, column: col }
  }
  const parsed = v.safeParse(v.nullable(schema), plain(document))
  if (!parsed.success) return { path, line: 1, column: 1 }
  if (parsed.output === null) return nothing
  const { contexts, clusters, 'current-context': current } = parsed.output
  return {
    currentContext: current === '' ? undefined : current,
    contexts: contexts.map(({ name, context }) => ({ name, cluster: context?.cluster ?? '' })),
    clusters: clusters.map(({ name, cluster }) => ({ name, server: cluster?.server ?? '' })),
  }
}

const isBroken = (file: Content | BrokenKubeconfig): file is BrokenKubeconfig => 'line' in file

/** The subject's kubeconfig: the files of KUBECONFIG, else ~/.kube/config. Source: client-go tools/clientcmd/loader.go. */
export const kubeconfig = defineFact({
  id: 'kubeconfig',
  read: async ({ host, get }): Promise<Kubeconfig> => {
    const { subject } = await get(identity)
    const listed = (host.env['KUBECONFIG'] ?? '')
      .split(host.os === 'win32' ? ';' : ':')
      .filter((path) => path !== '')
    const paths = listed.length > 0 ? listed : [`${subject.home}/.kube/config`]
    const files = await Promise.all(
      paths.map(async (path) => {
        const content = await host.readText(path)
        return content === undefined ? nothing : parseKubeconfig(path, content)
      }),
    )
    const read = files.flatMap((file) => (isBroken(file) ? [] : [file]))
    return {
      paths,
      broken: files.filter(isBroken),
      currentContext: read.find(({ currentContext }) => currentContext !== undefined)
        ?.currentContext,
      contexts: read.flatMap(({ contexts }) => contexts),
      clusters: read.flatMap(({ clusters }) => clusters),
    }
  },
})
