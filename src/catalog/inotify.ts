/** What several nodes on one kernel need, per user. Source: pitfalls RES-4 (kubernetes/kubernetes#104303, kubernetes-sigs/kind#904, kubernetes/minikube#18831). */
export const inotifyNeeds = { instances: 512, watches: 65_536 } as const
