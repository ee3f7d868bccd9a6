import { defineFix } from '../model/fix.ts'
import type { List, Path, Quote, Term } from '../model/value.ts'

export type ContainerProxyArgs = {
  /** docker's settings file. */
  readonly path: Path
  /** Key below `proxies`. */
  readonly key: Term
}

/** Takes proxies out of docker's settings file that lead nowhere in a container; everything else in it stays. */
export const dropContainerProxy = defineFix<
  ContainerProxyArgs & { readonly settings: List<'term'> }
>({
  id: 'drop-container-proxy',
  title: "take the loopback proxy out of docker's settings for containers",
  risk: 'system',
  needsRoot: false,
  plan: ({ path, key, settings }) => [
    {
      kind: 'merge-json',
      path: path.value,
      patch: {
        proxies: {
          [key.value]: Object.fromEntries(settings.value.map(({ value }) => [value, null])),
        },
      },
    },
  ],
  verifies: 'docker/proxy',
})

/** Adds the cluster's networks to the exceptions in docker's settings file. */
export const exemptCluster = defineFix<ContainerProxyArgs & { readonly value: Quote }>({
  id: 'exempt-cluster',
  title: "exempt the cluster's networks from the proxy of containers",
  risk: 'system',
  needsRoot: false,
  plan: ({ path, key, value }) => [
    {
      kind: 'merge-json',
      path: path.value,
      patch: { proxies: { [key.value]: { noProxy: value.value } } },
    },
  ],
  verifies: 'docker/proxy',
})
