import { say } from '../model/text.ts'
import { own } from '../model/value.ts'
import type { EndCode } from './marks.ts'
import type { WordsOf } from './wording.ts'

/** English, for a start of which the log shows no end, or only that it failed. */
export const startWords: WordsOf<EndCode> = {
  'log/stuck-pull': {
    message: () => say`The log ends while something is still being downloaded`,
    hint: () =>
      say`The node image alone is some hundred MB: be patient, or use a source that is near. k8s-doctor asks them on that machine.`,
  },
  'log/stuck-boot': {
    message: () => say`The log ends while the control plane is starting`,
    hint: () =>
      say`If it stays there: 4 CPUs and 8 GiB help, and images that cannot be pulled keep it waiting. minikube logs says more.`,
  },
  'log/service-none': {
    message: () => say`The cluster has no service but its own (kubernetes, kube-dns)`,
    hint: () =>
      say`Create it first: kubectl apply -f FILE, or kubectl expose. kubectl get services -A shows every namespace.`,
  },
  'log/start-failed': {
    message: () =>
      say`The start failed, and the log gives no cause k8s-doctor knows; this line says most`,
    hint: (_, { tool }) =>
      ({
        minikube: say`Next: minikube logs --file=logs.txt, then ${own('explain', 'logs.txt')}; or run k8s-doctor on that machine.`,
        kubeadm: say`Next: journalctl -xeu kubelet and crictl ps -a; give their output to ${own('explain', '-')}.`,
        kind: say`Next: kind create cluster --retain, then kind export logs, and ${own('explain')} the files in it.`,
      })[tool],
  },
  'log/start-unfinished': {
    message: () => say`The log ends before the start did`,
    hint: (_, { tool }) =>
      ({
        minikube: say`This is its last step. If the start still runs, wait; if it stopped, minikube logs --file=logs.txt says why.`,
        kubeadm: say`This is its last step. If it stopped, journalctl -xeu kubelet says why.`,
        kind: say`This is its last step. If it stopped, kind export logs keeps what the node says.`,
      })[tool],
  },
}
