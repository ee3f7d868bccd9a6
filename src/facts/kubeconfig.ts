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

/** What is kept of one file. */
export interface KubeconfigContent {
  readonly currentContext: string | undefined
  readonly contexts: readonly KubeContext[]
  readonly clusters: readonly KubeCluster[]
}

/** All files merged as kubectl does it: the first to name a thing wins. Users and their credentials are never kept. */
export interface Kubeconfig extends KubeconfigContent {
  /** Every file looked for, present or not, the one minikube writes first. */
  readonly paths: readonly string[]
  readonly broken: readonly BrokenKubeconfig[]
}

const absent: KubeconfigContent = { currentContext: undefined, contexts: [], clusters: [] }

const isBroken = (file: KubeconfigContent | BrokenKubeconfig): file is BrokenKubeconfig =>
  'line' in file

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
        if (content === undefined) return absent
        // The YAML reader costs 8 ms to load: only where there is something to read.
        return (await import('./parse-kubeconfig.ts')).parseKubeconfig(path, content)
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
