import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import type { Reading } from '../model/unreadable.ts'
import { apiEndpoint } from './api-endpoint.ts'
import { askApi, listApi } from './kube-api.ts'

export interface KubeNode {
  readonly name: string
  readonly ready: boolean
  /** `KubeletNotReady`, `NodeStatusUnknown`, …, and the sentence behind it. */
  readonly reason: string
  readonly said: string
  /** Milliseconds since it joined. */
  readonly age: number
}

export interface ApiHealth {
  readonly ready: boolean
  /** Why not, in kubectl's or the API server's words. */
  readonly said: string | undefined
  readonly nodes: Reading<readonly KubeNode[]>
}

const text = v.nullish(v.string(), '')
const nodeSchema = v.looseObject({
  metadata: v.looseObject({ name: v.string(), creationTimestamp: text }),
  status: v.looseObject({
    conditions: v.nullish(
      v.array(v.looseObject({ type: v.string(), status: v.string(), reason: text, message: text })),
      [],
    ),
  }),
})

const toNode = ({ metadata, status }: v.InferOutput<typeof nodeSchema>, now: number): KubeNode => {
  const ready = status.conditions.find(({ type }) => type === 'Ready')
  return {
    name: metadata.name,
    ready: ready?.status === 'True',
    reason: ready?.reason ?? '',
    said: ready?.message ?? '',
    age: now - (Date.parse(metadata.creationTimestamp) || 0),
  }
}

/** Whether the API server of the course's cluster is ready and its nodes are; undefined while no control plane runs. */
export const apiHealth = defineFact({
  id: 'api-health',
  waitsFor: 'kubernetes',
  read: async (context): Promise<ApiHealth | undefined> => {
    const endpoint = await context.get(apiEndpoint)
    if (endpoint === undefined) return undefined
    const [ready, nodes] = await Promise.all([
      askApi(context, endpoint, '/readyz'),
      attempt(listApi(context, endpoint, '/api/v1/nodes', nodeSchema)),
    ])
    const now = context.host.now()
    return {
      ready: ready.ok,
      said: ready.ok ? undefined : ready.said,
      nodes: nodes.ok ? { ok: true, value: nodes.value.map((node) => toNode(node, now)) } : nodes,
    }
  },
})
