import { say } from '../model/text.ts'
import type { KubernetesCode } from './signatures/kubernetes.ts'
import type { WordsOf } from './wording.ts'

/** English, for what the cluster says. */
export const kubernetesWords: WordsOf<KubernetesCode> = {
  'log/node-not-ready': {
    message: ({ name }) =>
      name === undefined ? say`The node is not ready` : say`The node ${name} is not ready`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`kubectl describe node says why under Conditions. After kubeadm init most often the network plugin is missing: install one, such as flannel or Calico.`
        : say`kubectl describe node says why under Conditions. In the first minute after a start this is normal.`,
  },
  'log/cni-missing': {
    message: ({ name }) =>
      name === undefined
        ? say`The cluster has no network plugin (CNI), so its node does not become ready`
        : say`The network plugin (CNI) ${name} is not on the node, so no pod gets a network`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`Install one after kubeadm init, such as flannel or Calico; its address range must be the --pod-network-cidr of kubeadm init.`
        : say`In the first minute of a start this is normal. If it stays: delete the cluster and start again; on a slow network the image of the plugin is still on its way.`,
  },
  'log/flannel': {
    message: () => say`flannel has not written its subnet file: its pod does not run on this node`,
    hint: () =>
      say`kubectl -n kube-flannel get pods (older: kube-system) and their logs say why. Most often kubeadm init lacks --pod-network-cidr=10.244.0.0/16, which is what flannel is set to. Do not write subnet.env by hand: it is gone after a reboot.`,
  },
  'log/unschedulable': {
    message: ({ said }) =>
      said === undefined ? say`No node takes the pod` : say`No node takes the pod: ${said}`,
    hint: () =>
      say`Insufficient cpu or memory: ask for less in resources.requests, delete other pods, or make a cluster with more. A taint of the control plane: on a kubeadm cluster of one node remove it with kubectl taint nodes --all node-role.kubernetes.io/control-plane-`,
  },
  'log/sandbox': {
    message: ({ said }) =>
      said === undefined
        ? say`The runtime on the node cannot create the pod`
        : say`The runtime on the node cannot create the pod: ${said}`,
    hint: () =>
      say`The end of the line names the cause: the network plugin (cni), the pause image, or runc. kubectl -n kube-system get pods -o wide shows whether the network plugin runs.`,
  },
  'log/pod-oom': {
    message: ({ name }) =>
      name === undefined
        ? say`A container used more memory than its limit and was killed`
        : say`A container of the pod ${name} used more memory than its limit and was killed`,
    hint: () => say`Raise resources.limits.memory, or let the program use less.`,
  },
  'log/pod-config': {
    message: ({ name, id }) =>
      id === undefined
        ? name === undefined
          ? say`A pod names a ConfigMap or Secret that does not exist`
          : say`The pod ${name} names a ConfigMap or Secret that does not exist`
        : say`A pod names a ConfigMap, Secret or key that does not exist: ${id}`,
    hint: () =>
      say`Create it in the namespace of the pod, or correct its name: kubectl get configmaps,secrets shows what there is.`,
  },
  'log/pod-image-name': {
    message: ({ image }) =>
      image === undefined
        ? say`The name of an image is not valid`
        : say`${image} is not a valid name of an image`,
    hint: () =>
      say`A name is REGISTRY/PATH:TAG in lower case, without blanks and without http://; nothing in { } or < > may be left from an example.`,
  },
  'log/pod-image-never': {
    message: ({ image, name }) => {
      const what = image ?? name
      return what === undefined
        ? say`An image is not on the node, and imagePullPolicy: Never forbids to pull it`
        : say`An image is not on the node, and imagePullPolicy: Never forbids to pull it: ${what}`
    },
    hint: (_, { tool }) =>
      ({
        minikube: say`What docker build makes is on this machine, not in the node: minikube image load NAME, or minikube image build.`,
        kind: say`What docker build makes is on this machine, not in the node: kind load docker-image NAME.`,
        kubeadm: say`Bring the image onto every node: docker save, then ctr -n k8s.io images import.`,
      })[tool],
  },
  'log/pod-start': {
    message: ({ name, id }) =>
      id === undefined
        ? name === undefined
          ? say`A container cannot be started`
          : say`A container of the pod ${name} cannot be started`
        : say`The image has no program ${id}, so the container cannot be started`,
    hint: () =>
      say`Correct command or args: each word is an item of its own, and a shell is needed for pipes (sh -c). Many small images have sh and no bash.`,
  },
  'log/pod-pending': {
    message: ({ name }) =>
      name === undefined ? say`A pod waits for a node` : say`The pod ${name} waits for a node`,
    hint: () =>
      say`kubectl describe pod says why at its end: too little CPU or memory, a node that is not ready, a volume that does not exist.`,
  },
  'log/join-unreachable': {
    message: ({ name }) =>
      name === undefined
        ? say`This machine does not reach the control plane it is to join`
        : say`This machine does not reach the control plane at ${name}`,
    hint: () =>
      say`Try nc -vz HOST 6443 from here. Open port 6443 in the firewall and the security group of the control plane; 10.0.2.15 is the same NAT address in every VirtualBox machine: kubeadm init --apiserver-advertise-address= with the address the others see.`,
  },
  'log/join-token': {
    message: () => say`The token or hash of kubeadm join is not valid any more`,
    hint: () =>
      say`A token lives 24 hours. On the control plane print a new command and run it here as root: kubeadm token create --print-join-command`,
  },
  'log/kubelet-config': {
    message: () => say`The kubelet has no configuration yet: kubeadm writes it`,
    hint: () =>
      say`Before kubeadm init or join this is normal: the kubelet tries again until the file is there. Afterwards: look at why kubeadm did not get that far.`,
  },
  'log/swap': {
    message: () => say`The kubelet refuses to run while swap is on`,
    hint: () =>
      say`Switch swap off and take it out of /etc/fstab; the kubelet then starts by itself.`,
  },
  'log/cgroup-driver': {
    message: ({ id, name }) =>
      id === undefined || name === undefined
        ? say`The kubelet and the container runtime manage cgroups differently, so the kubelet does not start`
        : say`The kubelet manages cgroups with ${id}, Docker with ${name}, so the kubelet does not start`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`Set both to systemd: "exec-opts": ["native.cgroupdriver=systemd"] in /etc/docker/daemon.json, restart docker, then cgroupDriver: systemd in /var/lib/kubelet/config.yaml and restart the kubelet.`
        : say`Delete the cluster and start again, so that minikube asks Docker anew; if it stays, start with --extra-config=kubelet.cgroup-driver= and what Docker uses.`,
  },
  'log/cgroup-no-systemd': {
    message: () =>
      say`Docker is set to manage cgroups with systemd, and systemd does not run there`,
    hint: () =>
      say`In WSL: systemd=true below [boot] in /etc/wsl.conf, then wsl --shutdown. Otherwise take native.cgroupdriver=systemd out of daemon.json (Docker Desktop: Settings → Docker Engine), or update Docker.`,
  },
  'log/cluster-certificates': {
    message: () =>
      say`The cluster's certificates were signed by another authority of minikube's own: they are from an earlier ~/.minikube`,
    hint: () =>
      say`Nobody intercepts anything: this is not the network. Delete the cluster and start again; it gets new certificates.`,
  },
  'log/webhook': {
    message: ({ name }) =>
      name === undefined
        ? say`The API server asks an admission webhook in the cluster, which does not answer`
        : say`The API server asks the admission webhook ${name} in the cluster, which does not answer`,
    hint: () =>
      say`Its pod is not ready, or its image did not arrive: for ingress kubectl -n ingress-nginx get pods. Wait until it is 1/1, then apply again. Deleting the webhook only switches the check off.`,
  },
  'log/addon-waits': {
    message: ({ name }) =>
      name === undefined
        ? say`The pods of an addon did not get ready`
        : say`The pods of the addon ${name} did not get ready`,
    hint: () =>
      say`Almost always their images did not arrive: kubectl get pods -A, then kubectl describe pod at its end. Give other names with minikube addons enable NAME --images= --registries=, or load the images with minikube image load.`,
  },
  'log/node-no-docker': {
    message: () =>
      say`The node runs its containers with containerd or CRI-O, so docker shows nothing there`,
    hint: () =>
      say`Use crictl in the node: sudo crictl ps -a. It is what docker ps is with the docker runtime; minikube start --container-runtime=docker makes a cluster with it.`,
  },
  'log/image-not-cached': {
    message: ({ image }) =>
      image === undefined
        ? say`The source has no image of a name minikube asks for`
        : say`The source has no image ${image}`,
    hint: () =>
      say`The mirror lacks it, or does not answer; the node tries again by itself. k8s-doctor asks every source on that machine.`,
  },
  'log/no-browser': {
    message: () => say`This machine has no browser or no screen to open the page in`,
    hint: () =>
      say`Let minikube only print the address: minikube dashboard --url, or minikube service NAME --url. It is reachable on this machine alone; from elsewhere through ssh -L PORT:127.0.0.1:PORT.`,
  },
  'log/kind-exists': {
    message: ({ name }) =>
      name === undefined
        ? say`kind already has a cluster of this name`
        : say`kind already has a cluster named ${name}`,
    hint: () =>
      say`Use it (kind export kubeconfig), or delete it first (kind delete cluster --name NAME). Deleting loses what is in it.`,
  },
  'log/probe': {
    message: ({ said }) =>
      said === undefined
        ? say`A pod does not answer its probe`
        : say`A pod does not answer its probe: ${said}`,
    hint: () =>
      say`While it starts this is normal. If it stays: the port or path of the probe is wrong, or the program does not run: kubectl logs.`,
  },
}
