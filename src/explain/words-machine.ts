import { say } from '../model/text.ts'
import type { LogWords } from './wording.ts'

const elsewhere = say`That program is not installed, or not on PATH`

/** English, for what a log says about the machine, the user and the tools. */
export const machineWords: LogWords<'host'> & LogWords<'user'> & LogWords<'tools'> = {
  'host/virtualization/no-cpu-support': {
    message: () =>
      say`The CPU offers no VT-x or AMD-V here, so this driver cannot start a virtual machine`,
    hint: () =>
      say`Use the docker driver (minikube start --driver=docker), or switch virtualisation on in the BIOS.`,
  },
  'host/virtualization/no-kvm': {
    message: () => say`KVM is not available here, so this driver cannot start a virtual machine`,
    hint: () => say`Use the docker driver: minikube start --driver=docker`,
  },
  'host/cgroup/v1-refused': {
    message: () => say`This machine has cgroup v1, and the kubelet of this Kubernetes refuses it`,
    hint: () =>
      say`Take an older Kubernetes (below 1.35), minikube 1.38 or newer, or boot with cgroup v2.`,
  },
  'host/cgroup/v2-refused': {
    message: () =>
      say`This machine has cgroup v2, and the kubelet of this Kubernetes knows only v1`,
    hint: () => say`Take Kubernetes 1.19 or newer; the courses' 1.23 works on both.`,
  },
  'host/os/wsl-no-systemd': {
    message: () =>
      say`The system's control groups are not mounted as the container needs them; WSL without systemd does that`,
    hint: () =>
      say`Write systemd=true below [boot] in /etc/wsl.conf, then run wsl --shutdown in Windows and open the distribution again.`,
  },
  'host/os/end-of-life': {
    message: () =>
      say`CentOS 7 has reached its end: mirrorlist.centos.org is gone, and yum finds no packages`,
    hint: () =>
      say`Move to a current system (Ubuntu 22.04, Rocky 9); until then point /etc/yum.repos.d at a vault mirror.`,
  },
  'host/nesting/no-kmsg': {
    message: () =>
      say`/dev/kmsg is missing: this runs in a container, and the kubelet does not start without it`,
    hint: () => say`Start the outer container with --privileged, or use a virtual machine.`,
  },
  'host/nesting/nested': {
    message: () =>
      say`The node may not manage its control groups: this looks like a container inside a container`,
    hint: () =>
      say`Use a virtual machine or a runner that is one; on cgroup v2, minikube 1.31.2 or newer copes better.`,
  },
  'host/inotify/low': {
    message: () => say`The kernel's inotify limits are used up`,
    hint: () =>
      say`Raise fs.inotify.max_user_instances to 512 and fs.inotify.max_user_watches to 65536 or more.`,
  },
  'host/clock/wrong': {
    message: () =>
      say`A certificate counts as expired or not yet valid: most often this machine's clock is wrong`,
    hint: () =>
      say`Set the clock and keep it right. If it is right, the cluster's certificates are over a year old: minikube delete, then start.`,
  },
  'user/root/login': {
    message: ({ id }) =>
      id?.value === 'next'
        ? say`This start was typed as root; minikube's docker driver will refuse that as soon as Docker answers`
        : say`minikube's docker driver refuses root`,
    hint: () =>
      say`Start as a normal user in the group docker. On a machine to throw away --force does it too, but it switches off minikube's checks of CPUs, memory and versions.`,
  },
  'user/files/foreign-owner': {
    message: ({ path }) =>
      path === undefined
        ? say`minikube's or kubectl's files belong to another user: one of them was run with sudo once`
        : say`${path} belongs to another user: minikube or kubectl was run with sudo once`,
    hint: () =>
      say`Give ~/.minikube and ~/.kube back to their user, and use no sudo with minikube.`,
  },
  'user/files/not-yours': {
    message: ({ path }) =>
      path === undefined
        ? say`KUBECONFIG or MINIKUBE_HOME points to a place this user may not use`
        : say`${path} is closed to this user, and KUBECONFIG or MINIKUBE_HOME points there`,
    hint: () => say`Unset KUBECONFIG, or let it name a file of your own.`,
  },
  'user/files/no-place': {
    message: () => say`minikube cannot make its directory in this home`,
    hint: () => say`Make the home directory writable, or point MINIKUBE_HOME to a place that is.`,
  },
  'user/locks/foreign': {
    message: ({ path }) =>
      path === undefined
        ? say`minikube was run here by another user, or through sudo, and left a lock this user cannot open`
        : say`minikube was run here by another user, or through sudo, and left the lock ${path}`,
    hint: () =>
      say`While no minikube runs, remove the /tmp/juju-mk* files. Leave fs.protected_regular as it is.`,
  },
  'tools/minikube/absent': {
    message: () => [...elsewhere, ...say`: minikube`],
    hint: () => say`Install the release the course names.`,
  },
  'tools/minikube/other-platform': {
    message: () => say`This minikube is built for another CPU or system`,
    hint: () =>
      say`Download the file for this machine: amd64 for Intel and AMD, arm64 for Apple silicon and ARM. Then delete the cluster it made.`,
  },
  'tools/minikube/windows-exe': {
    message: () => say`This minikube is the Windows program; inside WSL it works on Windows' files`,
    hint: () => say`Install the Linux binary in WSL.`,
  },
  'tools/minikube/not-a-program': {
    message: () => say`This minikube is no program but a web page: the download went wrong`,
    hint: () => say`Download it again and compare its checksum.`,
  },
  'tools/minikube/not-executable': {
    message: () => say`This minikube may not be executed`,
    hint: () => say`Make it executable: chmod +x, or install it with install -m 0755.`,
  },
  'tools/kubectl/absent': {
    message: () => [...elsewhere, ...say`: kubectl`],
    hint: () =>
      say`Install kubectl, or use minikube kubectl -- in its place. An alias is not seen by scripts and sudo.`,
  },
  'tools/kubectl/other-platform': {
    message: () => say`This kubectl is built for another CPU or system`,
    hint: () =>
      say`Download the file for this machine: amd64 for Intel and AMD, arm64 for Apple silicon and ARM.`,
  },
  'tools/kubectl/not-a-program': {
    message: () => say`This kubectl is no program but a web page: the download went wrong`,
    hint: () => say`Download it again and compare its checksum.`,
  },
  'tools/kubectl/not-executable': {
    message: () => say`This kubectl may not be executed`,
    hint: () => say`Make it executable: chmod +x, or install it with install -m 0755.`,
  },
  'tools/kubectl/skew': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`kubectl is too far from the cluster's version`
        : say`kubectl is ${version}, the cluster ${wanted}: more than one minor version apart`,
    hint: () =>
      say`Install kubectl of the cluster's minor version, or use minikube kubectl -- in its place.`,
  },
  'tools/pair/kubernetes-untested': {
    message: ({ version }) =>
      version === undefined
        ? say`This Kubernetes is newer than this minikube knows; it tries, nobody tested it`
        : say`Kubernetes ${version} is newer than this minikube knows; it tries, nobody tested it`,
    hint: () => say`Take the versions the course names.`,
  },
  'tools/pair/kubernetes-too-old': {
    message: () => say`This minikube refuses the Kubernetes it is asked for: too old for it`,
    hint: () =>
      say`Use the minikube the course names: 1.36.0 is the newest that takes Kubernetes 1.23. Not --force: nobody tested that.`,
  },
  'tools/pair/cpu': {
    message: () => say`This minikube does not run with the docker driver on this CPU`,
    hint: () => say`Take a newer minikube: 1.17.0 and later run on arm64.`,
  },
  'tools/pair/kicbase': {
    message: () => say`The node was built from an image of another minikube release`,
    hint: () =>
      say`Leave out --base-image or take the tag of this minikube, then delete the cluster and start again.`,
  },
}
