import type { AnyCheck } from '../model/check.ts'
import { dockerAccess } from './docker/access.ts'
import { dockerDaemon } from './docker/daemon.ts'
import { dockerInstalled } from './docker/installed.ts'
import { toolsKubectl } from './tools/kubectl.ts'
import { toolsMinikube } from './tools/minikube.ts'
import { toolsPair } from './tools/pair.ts'
import { userFiles } from './user/files.ts'
import { userLocks } from './user/locks.ts'
import { userRoot } from './user/root.ts'

/** Every check, from the ground up: the first error in this order is the one to mend first. */
export const checks = [
  dockerInstalled,
  dockerDaemon,
  dockerAccess,
  userRoot,
  userFiles,
  userLocks,
  toolsPair,
  toolsMinikube,
  toolsKubectl,
] as const satisfies readonly AnyCheck[]
