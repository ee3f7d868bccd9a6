import { lowestApiOfCli } from '../catalog/docker-api.ts'
import { compareApi } from '../model/version.ts'
import type { DockerFailure } from './docker-failure.ts'
import type { DockerVersion } from './docker-version.ts'

/** The docker command and its engine have no API in common. */
export interface DockerGap {
  readonly kind: Extract<DockerFailure, 'client-too-old' | 'client-too-new' | 'engine-too-old'>
  /** What the one that is to blame speaks. */
  readonly speaks: string
  /** Where the other one's range ends. */
  readonly limit: string
}

const isKind = (failure: DockerVersion['failure']): failure is DockerGap['kind'] =>
  failure === 'client-too-old' || failure === 'client-too-new' || failure === 'engine-too-old'

/** From Docker's own sentence, which names both numbers in this order; from the two ranges when it said nothing. Pure. */
export const dockerGap = ({
  client,
  server,
  failure,
  said,
}: DockerVersion): DockerGap | undefined => {
  if (isKind(failure)) {
    const [speaks = '', limit = ''] = [...said.matchAll(/\b\d+\.\d+/g)].map(([api]) => api)
    return { kind: failure, speaks, limit }
  }
  const ours = client?.apiVersion
  const theirs = server?.apiVersion
  const floor = server?.minApiVersion
  if (ours !== undefined && floor !== undefined && compareApi(ours, floor) < 0)
    return { kind: 'client-too-old', speaks: ours, limit: floor }
  const lowest = client?.version === undefined ? undefined : lowestApiOfCli(client.version)
  return theirs !== undefined && lowest !== undefined && compareApi(theirs, lowest) < 0
    ? { kind: 'engine-too-old', speaks: theirs, limit: lowest }
    : undefined
}
