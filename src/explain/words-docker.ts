import { say } from '../model/text.ts'
import { own } from '../model/value.ts'
import type { LogWords } from './wording.ts'

/** English, for what a log says about docker. */
export const dockerWords: LogWords<'docker'> = {
  'docker/installed/absent': {
    message: () =>
      say`Docker is not installed, or not on PATH; minikube needs it to run the cluster's node`,
    hint: () =>
      say`Install the Docker engine (k8s-doctor shows how on that machine), then start again.`,
  },
  'docker/installed/wsl-stub': {
    message: () =>
      say`docker is only Docker Desktop's placeholder here: Docker Desktop is stopped, or not connected to this WSL distribution`,
    hint: () =>
      say`Start Docker Desktop and tick this distribution in Settings → Resources → WSL integration; then open a new terminal.`,
  },
  'docker/installed/podman': {
    message: () =>
      say`The docker command is podman (podman-docker); minikube's docker driver needs the real engine`,
    hint: () => say`Install the Docker engine; it replaces the package podman-docker.`,
  },
  'docker/installed/snap': {
    message: () =>
      say`Docker comes from snap, which sees only files below the home directory; minikube cannot copy its files into the node`,
    hint: () =>
      say`Replace it with the distribution's or Docker's own package. Removing the snap deletes its images and volumes.`,
  },
  'docker/access/denied': {
    message: () => say`The Docker engine runs, but this user may not use its socket`,
    hint: () =>
      say`Add the user to the group docker (sudo usermod -aG docker $USER), then log out and in again. Its members have root's powers. Neither sudo nor chmod is the way: minikube refuses root.`,
  },
  'docker/daemon/paused': {
    message: () => say`Docker Desktop is paused`,
    hint: () => say`Resume it in the whale menu or in Docker Desktop's window.`,
  },
  'docker/daemon/starting': {
    message: () => say`The Docker engine is still starting, or broken`,
    hint: () => say`Wait a minute and try again; if that does not help, restart Docker.`,
  },
  'docker/daemon/not-running': {
    message: () => say`The Docker engine is not running`,
    hint: () =>
      say`Start it, now and at every boot; with Docker Desktop, start that program and wait until it says that it runs.`,
  },
  'docker/daemon/hung': {
    message: () => say`The Docker engine did not answer; minikube gives up after 6 s`,
    hint: () => say`Restart the engine; containers running in it stop.`,
  },
  'docker/daemon/bad-config': {
    message: ({ path, said }) => [
      ...(path === undefined ? say`The Docker engine's daemon.json` : say`${path}`),
      ...say` is not valid, so the Docker engine cannot start`,
      ...(said === undefined ? [] : say`: ${said}`),
    ],
    hint: () =>
      say`Mend the file (often a comma too many or too few, or curly quotes), then start the engine.`,
  },
  'docker/version/client-too-old': {
    message: () => say`The docker command is too old for its engine`,
    hint: () => say`Update the docker command (package docker-ce-cli) to the engine's version.`,
  },
  'docker/version/client-too-new': {
    message: () => say`The docker command insists on a newer API than its engine speaks`,
    hint: () => say`Remove the variable DOCKER_API_VERSION, or update the engine.`,
  },
  'docker/version/engine-too-old': {
    message: () => say`The Docker engine is too old for the docker command`,
    hint: () => say`Update the engine; containers running in it stop meanwhile.`,
  },
  'docker/version/too-old': {
    message: () => say`The Docker engine is too old for minikube`,
    hint: () =>
      say`Replace it with a current docker-ce; the course needs 20.10 or newer. Containers running in it stop.`,
  },
  'docker/version/minikube-api': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`minikube is too old for this Docker engine and cannot load its node image by itself`
        : say`minikube cannot load its node image by itself: it speaks Docker API ${version}, this engine asks for at least ${wanted}`,
    hint: () =>
      say`Pull the node image with docker first (docker pull), then start; or use a newer minikube.`,
  },
  'docker/context/bad-context': {
    message: () => say`Docker is told to use a context that does not exist, or two at once`,
    hint: () =>
      say`docker context ls shows what there is; unset DOCKER_CONTEXT and DOCKER_HOST, or choose one of the list.`,
  },
  'docker/context/bad-host': {
    message: () => say`Docker cannot make anything of the engine's address it was given`,
    hint: () => say`Unset DOCKER_HOST to use this machine's own engine, or correct it.`,
  },
  'docker/context/tls': {
    message: () => say`Docker and its engine do not agree on encryption`,
    hint: () =>
      say`Unset DOCKER_HOST to use this machine's own engine, or set DOCKER_TLS_VERIFY and DOCKER_CERT_PATH for the remote one.`,
  },
  'docker/context/no-engine': {
    message: ({ url }) =>
      url === undefined
        ? say`Docker is told to use another engine, where none answers`
        : say`Docker is told to use the engine at ${url}, where none answers`,
    hint: () =>
      say`Unset DOCKER_HOST to use this machine's own engine. After minikube docker-env: eval $(minikube docker-env -u)`,
  },
  'docker/context/rootless-refused': {
    message: () =>
      say`The Docker engine is rootless, and this minikube does not start on it with the docker runtime`,
    hint: () =>
      say`Start with --container-runtime=containerd, or use the engine that runs as root.`,
  },
  'docker/context/docker-env': {
    message: () =>
      say`This shell was turned to the docker inside the cluster (minikube docker-env)`,
    hint: () => say`Turn it back: eval $(minikube docker-env -u)`,
  },
  'docker/desktop/windows-containers': {
    message: () => say`Docker runs Windows containers; minikube's node is a Linux container`,
    hint: () => say`Switch to Linux containers in the whale menu.`,
  },
  'docker/desktop/known-bad': {
    message: () => say`This Docker Desktop has a fault that keeps minikube from starting`,
    hint: () => say`Update Docker Desktop.`,
  },
  'docker/proxy/loopback': {
    message: () =>
      say`The node was given a proxy at a loopback address: in the node that is the node itself, where no proxy runs, and every pull fails`,
    hint: () =>
      say`Take the proxies out of ~/.docker/config.json (${own('--fix')} does), then delete the cluster and start it again: a node keeps the proxy it was made with.`,
  },
  'docker/storage/btrfs': {
    message: () =>
      say`Docker stores on btrfs; the kubelet in the node cannot measure it and does not start`,
    hint: () =>
      say`Start with --feature-gates=LocalStorageCapacityIsolation=false, or move Docker's data to ext4.`,
  },
  'docker/storage/zfs': {
    message: () =>
      say`Docker stores on zfs, where the docker inside the node does not start: it wants overlay2`,
    hint: () => say`Move Docker's data to ext4, or start with --container-runtime=containerd.`,
  },
  'docker/storage/no-preload': {
    message: ({ id }) =>
      id === undefined
        ? say`minikube does without its preload on this storage driver: it pulls every image by itself`
        : say`minikube does without its preload on the storage driver ${id}: it pulls every image by itself`,
    hint: () =>
      say`minikube 1.33 and later know overlayfs. Where registries are slow, that is the difference.`,
  },
}
