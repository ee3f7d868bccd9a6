/**
 * Which Kubernetes needs which cgroup version. The kubelet of 1.35 refuses version 1 unless told `failCgroupV1: false` (KEP-5573;
 * kubernetes/website cgroups.md); minikube tells it from 1.38.0 on, unless the cgroup driver is systemd (kubernetes/minikube@v1.38.0:pkg/minikube/bootstrapper/bsutil/kubeadm.go).
 * Kubelets before 1.19 do not start on version 2 (kubernetes-sigs/kind#2082, kubernetes/minikube#5996).
 */
export const cgroupSupport = {
  refusesV1From: '1.35.0-alpha.0',
  minikubeAllowsV1From: '1.38.0',
  knowsV2From: '1.19.0',
} as const
