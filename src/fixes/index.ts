import { dropContainerProxy, exemptCluster } from './container-proxy.ts'
import { deleteLeftovers, deleteStranger } from './delete-leftovers.ts'
import { deleteProfile } from './delete-profile.ts'
import { dockerDns } from './docker-dns.ts'
import { dropDaemonKeys } from './drop-daemon-keys.ts'
import { dropMirrors } from './drop-mirrors.ts'
import { enableWslSystemd } from './enable-wsl-systemd.ts'
import { installDocker } from './install-docker.ts'
import { installKubectl, installMinikube } from './install-tool.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { loadImage } from './load-image.ts'
import { ownFiles } from './own-files.ts'
import { prepareDownloads } from './prepare-downloads.ts'
import { pruneImages } from './prune-images.ts'
import { raiseInotify } from './raise-inotify.ts'
import { removeLocks } from './remove-locks.ts'
import { restartDocker } from './restart-docker.ts'
import { resumeNode } from './resume-node.ts'
import { setClock } from './set-clock.ts'
import { setKubeconfigAside } from './set-kubeconfig-aside.ts'
import { startDocker } from './start-docker.ts'
import { trustAuthority } from './trust-authority.ts'
import { updateContext } from './update-context.ts'
import { upgradeDocker } from './upgrade-docker.ts'
import { useDockerDriver } from './use-docker-driver.ts'
import { useOtherPair } from './use-other-pair.ts'

/** Every fix. */
export const fixes = [
  deleteLeftovers,
  deleteProfile,
  deleteStranger,
  dockerDns,
  dropContainerProxy,
  dropDaemonKeys,
  dropMirrors,
  enableWslSystemd,
  exemptCluster,
  installDocker,
  installKubectl,
  installMinikube,
  joinDockerGroup,
  loadImage('cluster/system-pods'),
  ownFiles,
  prepareDownloads,
  pruneImages,
  raiseInotify,
  removeLocks,
  restartDocker,
  resumeNode,
  setClock,
  setKubeconfigAside,
  startDocker,
  trustAuthority,
  updateContext,
  upgradeDocker,
  useDockerDriver,
  useOtherPair('tools/pair'),
] as const
