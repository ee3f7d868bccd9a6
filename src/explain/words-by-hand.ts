import { say } from '../model/text.ts'
import { own } from '../model/value.ts'
import type { ByHandCode } from './signatures/by-hand.ts'
import type { WordsOf } from './wording.ts'

/** English, for what a learner types or installs. */
export const byHandWords: WordsOf<ByHandCode> = {
  'log/completion': {
    message: () => say`Completion in this shell needs the package bash-completion`,
    hint: () =>
      say`Install it (apt-get install bash-completion, or yum install bash-completion), open a new terminal, then source <(kubectl completion bash) again. kubectl itself is fine.`,
  },
  'log/docker-service': {
    message: () => say`The Docker service does not come up`,
    hint: () =>
      say`Its journal says why, near the end: sudo journalctl -u docker --no-pager -n 50. Common: a mistake in /etc/docker/daemon.json, a full disk, containerd that does not run. Give it to ${own('explain', '-')}.`,
  },
  'log/docker-no-service': {
    message: () => say`There is no service docker here: the Docker engine is not installed as one`,
    hint: () =>
      say`Only the docker command is there, or the engine comes from snap or Docker Desktop, which have services of their own. Install the engine: k8s-doctor shows how on that machine.`,
  },
  'log/nosuid': {
    message: () =>
      say`sudo does not work inside the node: Docker stores on a filesystem mounted with nosuid`,
    hint: () =>
      say`findmnt -T /var/lib/docker (or the data-root of docker info) shows the options. Mount it without nosuid, or move data-root in /etc/docker/daemon.json to another disk; then delete the cluster and start again.`,
  },
  'log/wsl-1': {
    message: () => say`This distribution runs in WSL 1, which has no Linux kernel for Docker`,
    hint: () =>
      say`In Windows: wsl -l -v shows its name, wsl --set-version NAME 2 converts it. Then tick it in Docker Desktop under Settings → Resources → WSL integration.`,
  },
  'log/none-missing': {
    message: ({ name }) =>
      name === undefined
        ? say`The driver none needs a program this machine does not have`
        : say`The driver none needs ${name}, which this machine does not have or does not run`,
    hint: () =>
      say`Use the docker driver: minikube start --driver=docker; its node brings everything. With none the machine itself needs conntrack, socat, crictl, cri-dockerd, containernetworking-plugins and a running runtime.`,
  },
  'log/package-gone': {
    message: ({ name }) =>
      name === undefined
        ? say`The package sources do not have this version`
        : say`The package sources do not have ${name} in this version`,
    hint: () =>
      say`pkgs.k8s.io has one repository for each minor version from 1.24 on, and its versions end in -1.1 and the like: apt-cache madison kubeadm lists them. Older ones, such as 1.23.3-00, are only in mirrors of the former repository; minikube needs none of these packages.`,
  },
  'log/container-prefix': {
    message: () => say`Several containers or images begin with these characters`,
    hint: () => say`Type more characters of the id, or use the name: docker ps -a`,
  },
  'log/container-stopped': {
    message: ({ name }) =>
      name === undefined ? say`The container has ended` : say`The container ${name} has ended`,
    hint: () =>
      say`docker exec works only while it runs. docker ps -a shows why it ended; one started with --rm is gone after that: docker run it again, with -d and a program that stays.`,
  },
  'log/volume-name': {
    message: ({ name }) =>
      name === undefined
        ? say`docker run -v was given something that is no folder and no name of a volume`
        : say`docker run -v was given ${name}, which is no folder and no name of a volume`,
    hint: () =>
      say`A folder needs its full path, such as -v "$(pwd)":/data; something in { } or < > is a placeholder of the example, to be replaced.`,
  },
  'log/hyperv-off': {
    message: () => say`Hyper-V is not switched on, or not allowed here`,
    hint: () =>
      say`In PowerShell as administrator: Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All, then restart Windows. Windows Home has no Hyper-V, and in a virtual machine it needs nested virtualisation. The docker driver is simpler: minikube start --driver=docker`,
  },
  'log/resource-type': {
    message: ({ name }) =>
      name === undefined
        ? say`Kubernetes knows no kind of object of that name`
        : say`Kubernetes knows no kind of object called ${name}`,
    hint: () =>
      say`The kind comes before the name: kubectl delete pod NAME, or pod/NAME. kubectl api-resources lists the kinds.`,
  },
  'log/exec-dashes': {
    message: () => say`kubectl exec needs -- between the pod and the command`,
    hint: () => say`For example: kubectl exec -it POD -- sh`,
  },
}
