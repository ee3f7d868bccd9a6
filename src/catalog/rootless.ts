import { atLeast, below, isVersion } from '../model/version.ts'

export type RootlessSupport = 'refused' | 'not-with-docker' | 'taken'

/**
 * What a minikube makes of a rootless engine: v1.19.0 to v1.22.0 refuse it, v1.23.0 to v1.31.2 refuse the runtime docker on it.
 * Source: kubernetes/minikube at each tag, registry/drvs/docker/docker.go (PROVIDER_DOCKER_ROOTLESS) and
 * cmd/minikube/cmd/start_flags.go (`must be set to "containerd" or "cri-o" for rootless`).
 */
export const rootlessSupport = (minikube: string): RootlessSupport => {
  if (!isVersion(minikube) || atLeast(minikube, 'v1.32.0') || below(minikube, 'v1.19.0'))
    return 'taken'
  return atLeast(minikube, 'v1.23.0') ? 'not-with-docker' : 'refused'
}
