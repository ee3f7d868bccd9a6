import type { AnyCheck } from '../model/check.ts'
import { clusterKubeconfig } from './cluster/kubeconfig.ts'
import { clusterLeftovers } from './cluster/leftovers.ts'
import { clusterProfile } from './cluster/profile.ts'
import { clusterRunning } from './cluster/running.ts'
import { clusterSystemPods } from './cluster/system-pods.ts'
import { dockerAccess } from './docker/access.ts'
import { dockerDaemon } from './docker/daemon.ts'
import { dockerInstalled } from './docker/installed.ts'
import { userRoot } from './user/root.ts'

/** Every check, from the ground up: the first error in this order is the one to mend first. */
export const checks = [
  dockerInstalled,
  dockerDaemon,
  dockerAccess,
  userRoot,
  clusterProfile,
  clusterLeftovers,
  clusterRunning,
  clusterKubeconfig,
  clusterSystemPods,
] as const satisfies readonly AnyCheck[]
