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
 * Whether this Kubernetes has the gate that keeps the kubelet from measuring its disk; from 1.25 on the kubelet has an option
 * of its own, which minikube sets since v1.29.0. Source: kubernetes/minikube#14728, #15336.
 */
export const hasCapacityGate = (kubernetes: string): boolean => below(kubernetes, 'v1.25.0-beta.0')
