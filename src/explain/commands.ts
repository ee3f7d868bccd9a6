import { asRoot, asUser } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'
import { usual } from './setting.ts'
import type { Setting } from './setting.ts'
import type { WordedCode } from './wording.ts'

const recreate = [asUser('minikube', 'delete')]
const startDocker = [asRoot('systemctl', 'enable', '--now', 'docker')]

/** Commands to copy where a log alone tells enough; identical in every language. None deletes more than the one cluster. */
const table: Readonly<Partial<Record<WordedCode, readonly ByHand[]>>> = {
  'docker/daemon/not-running': startDocker,
  'docker/daemon/hung': [asRoot('systemctl', 'restart', 'docker')],
  'docker/context/bad-context': [asUser('docker', 'context', 'ls')],
  'host/clock/wrong': [asRoot('timedatectl', 'set-ntp', 'true')],
  'network/firewall/chain-missing': [asRoot('systemctl', 'restart', 'docker')],
  'network/firewall/forwarding-off': [asRoot('sysctl', '-w', 'net.ipv4.ip_forward=1')],
  'cluster/profile/driver': [asUser('minikube', 'profile', 'list')],
  'cluster/profile/kubernetes-newer': [asUser('minikube', 'start')],
  'cluster/profile/no-cri-dockerd': recreate,
  'cluster/profile/damaged': recreate,
  'cluster/leftovers/stale': recreate,
  'cluster/running/paused': [asUser('minikube', 'unpause')],
  'cluster/running/stopped': [asUser('minikube', 'start')],
  'cluster/running/api-down': [asUser('minikube', 'logs')],
  'cluster/kubeconfig/none-chosen': [asUser('minikube', 'update-context')],
  'cluster/kubeconfig/missing': [asUser('minikube', 'update-context')],
  'cluster/kubeconfig/stale': [asUser('minikube', 'update-context')],
  'resources/disk/full': [asUser('docker', 'system', 'df')],
}

const commands: Readonly<Record<string, readonly ByHand[]>> = table

/** sudo and systemctl are Linux; minikube's own commands help only with minikube. */
const helps = ({ root, argv }: ByHand, { tool, system }: Setting): boolean =>
  !(root && system !== 'linux') && !(argv[0] === 'minikube' && tool !== 'minikube')

/** The commands that help where the log comes from. Pure. */
export const commandsOf = (code: string, setting: Setting = usual): readonly ByHand[] =>
  (commands[code] ?? []).filter((command) => helps(command, setting))
