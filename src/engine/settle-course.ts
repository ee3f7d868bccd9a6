import { isKnownKubernetes } from '../catalog/kubernetes.ts'
import { builtFor } from '../catalog/tool-sources.ts'
import { kubernetesOf } from '../facts/kept-cluster.ts'
import { platform } from '../facts/platform.ts'
import { courseProfile } from '../facts/profiles.ts'
import { minikubeVersion } from '../facts/tool-version.ts'
import type { Request } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { compareVersions } from '../model/version.ts'
import { newestFor } from '../profiles/newest.ts'
import { createStore } from './store.ts'
import type { StoreOptions } from './store.ts'

/** Newer, and the catalog knows it. */
const isNewer = (kubernetes: string, than: string): boolean =>
  isKnownKubernetes(kubernetes) && compareVersions(kubernetes, than) > 0

/** The request, with what a course that takes the newest means by it on this machine. Where the CPU is not known it keeps its own pair. */
export const settleCourse = async (options: StoreOptions): Promise<Request> => {
  const { request } = options
  const { newest, ...profile } = request.profile
  if (newest !== true) return request
  const { get } = createStore(options)
  const [here, tool, cluster] = await Promise.all([
    attempt(get(platform)),
    attempt(get(minikubeVersion)),
    attempt(get(courseProfile)),
  ])
  if (!here.ok) return request
  const installed = tool.ok && tool.value?.kind === 'known' ? tool.value.version : undefined
  const found = newestFor(`${here.value.os}-${builtFor(here.value)}`, installed)
  const pair = found?.pair ?? profile.pair
  const own = cluster.ok && cluster.value !== undefined ? kubernetesOf(cluster.value) : undefined
  const kubernetes = own !== undefined && isNewer(own, pair.kubernetes) ? own : pair.kubernetes
  return { ...request, profile: { ...profile, ...found, pair: { ...pair, kubernetes } } }
}
