import type { AnyCheck } from '../model/check.ts'
import { clusterKubeconfig } from './cluster/kubeconfig.ts'
import { clusterLeftovers } from './cluster/leftovers.ts'
import { clusterProfile } from './cluster/profile.ts'
import { clusterRunning } from './cluster/running.ts'
import { clusterSmoke } from './cluster/smoke.ts'
import { clusterSystemPods } from './cluster/system-pods.ts'
import { dockerAccess } from './docker/access.ts'
import { dockerContext } from './docker/context.ts'
import { dockerDaemon } from './docker/daemon.ts'
import { dockerDesktop } from './docker/desktop.ts'
import { dockerInstalled } from './docker/installed.ts'
import { dockerMirrorsCheck } from './docker/mirrors.ts'
import { dockerProxy } from './docker/proxy.ts'
import { dockerStorage } from './docker/storage.ts'
import { dockerVersionCheck } from './docker/version.ts'
import { hostArch } from './host/arch.ts'
import { hostCgroup } from './host/cgroup.ts'
import { hostClock } from './host/clock.ts'
import { hostInotify } from './host/inotify.ts'
import { hostNesting } from './host/nesting.ts'
import { hostOs } from './host/os.ts'
import { hostVirtualization } from './host/virtualization.ts'
import { networkDns } from './network/dns.ts'
import { networkFirewall } from './network/firewall.ts'
import { networkOnline } from './network/online.ts'
import { networkPorts } from './network/ports.ts'
import { networkProxy } from './network/proxy.ts'
import { networkSubnet } from './network/subnet.ts'
import { networkTls } from './network/tls.ts'
import { registryLessonImages } from './registry/lesson-images.ts'
import { registryOfficial } from './registry/official.ts'
import { registryRateLimit } from './registry/rate-limit.ts'
import { registryRoute } from './registry/route.ts'
import { resourcesCpu } from './resources/cpu.ts'
import { resourcesDisk } from './resources/disk.ts'
import { resourcesMemory } from './resources/memory.ts'
import { toolsCatalog } from './tools/catalog.ts'
import { toolsKubectl } from './tools/kubectl.ts'
import { toolsMinikube } from './tools/minikube.ts'
import { toolsPair } from './tools/pair.ts'
import { userFiles } from './user/files.ts'
import { userLocks } from './user/locks.ts'
import { userRoot } from './user/root.ts'

/** Every check, from the ground up: the first error in this order is the one to mend first. */
export const checks = [
  hostArch,
  hostOs,
  hostNesting,
  hostVirtualization,
  hostCgroup,
  hostInotify,
  dockerInstalled,
  dockerContext,
  dockerDaemon,
  dockerAccess,
  dockerVersionCheck,
  dockerDesktop,
  dockerProxy,
  dockerStorage,
  userRoot,
  userFiles,
  userLocks,
  toolsCatalog,
  toolsPair,
  toolsMinikube,
  toolsKubectl,
  resourcesCpu,
  resourcesMemory,
  resourcesDisk,
  networkProxy,
  networkOnline,
  networkDns,
  networkTls,
  networkSubnet,
  networkFirewall,
  networkPorts,
  hostClock,
  dockerMirrorsCheck,
  registryRoute,
  registryOfficial,
  registryRateLimit,
  registryLessonImages,
  clusterProfile,
  clusterLeftovers,
  clusterRunning,
  clusterKubeconfig,
  clusterSystemPods,
  clusterSmoke,
] as const satisfies readonly AnyCheck[]
