import type { ReasonAdvice } from './reason-advice.ts'

/** What to do about the reasons of minikube that none of our codes says better. */
export const reasonAdvice: Readonly<Record<ReasonAdvice, string>> = {
  drive: 'On Windows, minikube wants to be run from drive C: go there first (cd C:\\).',
  tunnel: 'A tunnel of this cluster runs already. Use it, or end it with Ctrl-C in its terminal.',
  interrupted: 'The command was stopped with Ctrl-C or a signal. Run it again and let it end.',
  memory:
    'The node ran out of memory. Close other programs, or start with more: minikube start --memory=4g.',
  hyperv:
    'Open PowerShell as administrator, switch on Hyper-V with its PowerShell module, and restart Windows. Or use Docker Desktop: minikube start --driver=docker.',
  virtualbox:
    'VirtualBox is missing, blocked, or stands against Hyper-V. Reinstall it and restart the computer, or do without it: minikube start --driver=docker.',
  kvm: 'Run virt-host-validate qemu: it names what is missing. Your user must be in the group libvirt (then log in again) and libvirtd must run. Or do without KVM: minikube start --driver=docker.',
  mac: 'The virtual machine gets no network from macOS. Restart it (sudo brew services restart socket_vmnet) and allow bootpd in the firewall, or do without a virtual machine: minikube start --driver=docker.',
  none: 'The driver none wants root and everything a node needs (conntrack, crictl, cri-dockerd, CNI plugins) on this machine. For a course use minikube start --driver=docker.',
  desktop:
    'Docker Desktop refuses the folder. Allow it in Settings → Resources → File sharing and restart Docker Desktop.',
  docker:
    'Run docker info: it shows what the engine says itself. Restart the engine, then start again.',
  paused: 'Run minikube status. A paused cluster goes on with minikube unpause.',
  driver:
    'This driver cannot be used here. Install Docker, start it, and use minikube start --driver=docker; k8s-doctor checks what it needs.',
  deadline:
    'The node was not ready in time. Run minikube status and docker ps; give the engine more CPUs and memory, and start again.',
  machine:
    "minikube cannot reach or read the cluster's machine. Keep minikube logs --file=logs.txt; where it says no more, minikube delete and a new start help, but everything in the cluster is lost.",
  mount:
    'Check that the folder exists, is readable, and that the node may reach this machine through its firewall; then run minikube mount again.',
  download:
    'Something could not be downloaded. k8s-doctor finds which sources answer from here; set a proxy or a mirror, then start again.',
  image:
    'Check the name with docker images, and what the node has with minikube image ls. Read minikube logs for what the engine in the node answered.',
  addon:
    'See minikube addons list for its name and state, and kubectl get pods -A for pods that do not run: mostly their images cannot be pulled.',
  browser:
    'There is no browser here. Print the address instead: minikube service NAME --url, or minikube dashboard --url.',
  service:
    'See kubectl get pods,services,endpoints: the service needs a pod that is Running and Ready.',
  environment:
    'This needs a running cluster whose runtime and driver offer it. See minikube status and minikube profile list.',
  usage:
    'A flag or a value is wrong. See minikube COMMAND --help, and minikube config view for values that were set earlier.',
  files:
    'Check that your user may write ~/.minikube and ~/.kube (ls -ld ~/.minikube ~/.kube) and that the disk has room.',
  creating:
    'The node could not be created or started; the words after the id name the step. Run minikube logs --file=logs.txt, then k8s-doctor explain logs.txt.',
  node: 'What failed is inside the node. Run minikube logs --file=logs.txt, then k8s-doctor explain logs.txt.',
  program:
    'minikube itself failed. Run the command again with --alsologtostderr; a newer minikube may no longer do so.',
}
