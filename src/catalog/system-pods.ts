/**
 * What a cluster cannot do without: the control plane's static Pods and kubeadm's own (kubernetes/kubernetes@v1.23.3:cmd/kubeadm/app/constants/constants.go,
 * cmd/kubeadm/app/phases/addons), and the network plugins minikube installs (kubernetes/minikube@v1.38.1:pkg/minikube/cni).
 */
const essential =
  /^(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|coredns|kindnet|calico|cilium|kube-flannel|weave-net)-/

/** Whether a Pod of kube-system is an addon of minikube's: storage-provisioner, metrics-server and the like. */
export const isAddon = (pod: string): boolean => !essential.test(pod)
