// Ids of facts that a kind of step makes untrue; what is derived from them goes with them. A gate knows every id.

/** What settings files say. */
export const settings = [
  'docker-client-proxy',
  'docker-daemon-config',
  'docker-endpoint',
  'kubeconfig',
  'kubectl-alias',
  'minikube-locks',
  'minikube-profiles',
  'minikube-course-profile',
  'resolv',
  'user-paths',
  'wsl',
] as const

/** What docker answers, and what keeps it running. */
export const engine = [
  'docker-version',
  'docker-info',
  'docker-service',
  'docker-manager',
  'docker-group',
  'docker-objects',
  'docker-mirrors',
  'docker-down',
  'engine-here',
  'firewall',
  'listeners',
  'port-holders',
  'routes',
] as const

/** What goes with a cluster's containers, volumes and networks. */
export const engineObjects = [
  'docker-objects',
  'docker-info',
  'listeners',
  'port-holders',
  'routes',
] as const

/** Programs, and where they lie. */
export const tools = [
  'docker-programs',
  'minikube-files',
  'minikube-place',
  'minikube-version',
  'kubectl-files',
  'kubectl-place',
  'kubectl-version',
] as const

/** What a cluster is and does. */
export const cluster = [
  'minikube-status',
  'minikube-profiles',
  'minikube-course-profile',
  'cluster-nodes',
  'system-pods',
  'api-endpoint',
  'api-health',
  'kubeconfig',
] as const

/** Which images docker holds. */
export const images = ['docker-images', 'artefacts', 'disk-places'] as const

/** Free space. */
export const disk = ['disk-places'] as const
