import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { identity } from './machine.ts'
import { minikubeHome } from './minikube-home.ts'
import { effectivePair } from './pair.ts'
import { platform } from './platform.ts'

/** The shell's start file that has an alias kubectl, which scripts, sudo and other shells do not see. Source: pitfalls A1 11. */
export const kubectlAlias = defineFact({
  id: 'kubectl-alias',
  read: async ({ host, get }): Promise<string | undefined> => {
    const { subject } = await get(identity)
    for (const name of ['.bashrc', '.zshrc']) {
      const path = `${subject.home}/${name}`
      const text = await attempt(host.readText(path))
      if (text.ok && /^\s*alias\s+kubectl=/m.test(text.value ?? '')) return path
    }
    return undefined
  },
})

/** minikube's own copy for the planned Kubernetes, which `minikube kubectl --` runs. Source: pkg/minikube/node/cache.go, `CacheKubectlBinary`. */
export const kubectlCopy = defineFact({
  id: 'kubectl-copy',
  read: async ({ host, request, get }): Promise<string | undefined> => {
    const [home, { os, arch }] = await Promise.all([get(minikubeHome), get(platform)])
    const file = `${home}/cache/${os}/${arch}/${effectivePair(request).kubernetes}/kubectl`
    const found = await attempt(host.stat(file))
    return found.ok && found.value !== undefined ? file : undefined
  },
})
