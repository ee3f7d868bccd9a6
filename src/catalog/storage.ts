import type { StartFlag } from '../model/start.ts'
import { atLeast, below, isVersion } from '../model/version.ts'

/** The release that began to look at docker's storage driver, and the one that took containerd's overlayfs for good. */
const looksSince = 'v1.13.1'
const overlayfsSince = 'v1.33.0'

/**
 * Whether this minikube keeps its preload, one archive with every image of the cluster, on docker's storage driver; without
 * it each image is pulled by itself. Source: cmd/minikube/cmd/start.go validateDockerStorageDriver at each tag (#18333).
 */
export const keepsPreload = (minikube: string, driver: string): boolean => {
  if (driver === 'overlay2' || !isVersion(minikube) || !atLeast(minikube, looksSince)) return true
  return driver === 'overlayfs' && atLeast(minikube, overlayfsSince)
}

/**
 * The flag that keeps the kubelet from measuring a disk it cannot measure: a feature gate before Kubernetes 1.25, then an
 * option of the kubelet's own, which minikube knows from v1.29.0 on. Source: kubernetes/minikube#7923, #14728, #15336.
 */
export const unmeasuredDisk = (minikube: string, kubernetes: string): StartFlag | undefined => {
  if (below(kubernetes, 'v1.25.0-beta.0'))
    return { name: '--feature-gates', value: 'LocalStorageCapacityIsolation=false' }
  return isVersion(minikube) && atLeast(minikube, 'v1.29.0')
    ? { name: '--extra-config', value: 'kubelet.localStorageCapacityIsolation=false' }
    : undefined
}
