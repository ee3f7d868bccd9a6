/**
 * Milliseconds a probe may take, each counted once however many checks ask. minikube gives `docker version` 6000
 * (pkg/drivers/kic/oci/info.go); ours must leave room for the report within 6 s when every tool hangs on a busy machine.
 */
export const deadlines = {
  docker: 4500,
  tool: 4500,
  system: 3000,
  dns: 1500,
  http: 2500,
  connect: 2000,
  /** For everything one registry or file server is asked. */
  source: 4500,
  /** After `dns` has passed in vain, so that the two stay below 3 s. */
  nameServer: 1000,
} as const

/** Milliseconds for fetching a course profile, redirects included, before any probe begins: long enough for a slow file host. */
export const profileDeadline = 10_000

/**
 * Milliseconds for the first lesson: what its image may take (as much as any other pull), how long a trouble must last before it is
 * one (the kubelet tries again after 10 s and after 20 s: kubernetes pkg/kubelet/kubelet.go, backOffPeriod), how long it has to answer.
 */
export const lesson = {
  arrival: 300_000,
  patience: 30_000,
  answer: 20_000,
  longestPause: 5000,
} as const

/**
 * Milliseconds for commands that change the machine. The engine's packages are about 100 MB, on a slow line at 60 kB/s, and a
 * pull of several images' size has the time every download has; minikube
 * gives each step of a deletion 5 minutes (cmd/minikube/cmd/delete.go); systemd gives docker.service no limit to start.
 */
export const changing = {
  quick: 30_000,
  /** Of a namespace: kubectl waits 60 s of it. */
  lesson: 90_000,
  service: 180_000,
  docker: 300_000,
  pull: 1_800_000,
  minikube: 360_000,
  packages: 1_800_000,
} as const

/**
 * Milliseconds one start of the cluster may take, unless told: as long as any of our own downloads. minikube gives the components
 * 6 minutes once everything is there (--wait-timeout, cmd/minikube/cmd/start_flags.go), but its downloads no limit.
 */
export const startDeadline = 1_800_000

/** Milliseconds in which a cluster that has started must be well: as long as minikube itself would wait for it (--wait-timeout). */
export const proofDeadline = 360_000
