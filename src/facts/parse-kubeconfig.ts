import * as v from 'valibot'
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { BrokenKubeconfig, KubeconfigContent } from './kubeconfig.ts'

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

const nothing: KubeconfigContent = { currentContext: undefined, contexts: [], clusters: [] }

/** An alias to nothing, or too many of them, comes to light only here. */
const plain = (document: Document.Parsed): unknown => {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

/** One file's content; an empty file is an empty configuration. Pure. */
export const parseKubeconfig = (
  path: string,
  content: string,
): KubeconfigContent | BrokenKubeconfig => {
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
