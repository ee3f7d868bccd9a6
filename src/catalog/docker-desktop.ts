import type { Os } from '../model/host.ts'

/**
 * Releases of Docker Desktop minikube itself refuses. Source: kubernetes/minikube v1.38.1
 * pkg/minikube/registry/drvs/docker/docker.go, checkDockerDesktopVersion; 4.34.0 is docker/cli#5412.
 */
const knownBad: readonly { readonly version: string; readonly os?: Os }[] = [
  { version: '4.16.0' },
  { version: '4.34.0', os: 'darwin' },
]

/** Whether minikube is known not to start on this Docker Desktop. */
export const isKnownBadDesktop = (version: string, os: Os): boolean =>
  knownBad.some((bad) => bad.version === version && (bad.os === undefined || bad.os === os))
