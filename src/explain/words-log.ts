import { say } from '../model/text.ts'
import type { EndCode } from './marks.ts'
import type { ByHandCode } from './signatures/by-hand.ts'
import type { KubernetesCode } from './signatures/kubernetes.ts'
import type { LogWords } from './wording.ts'

/** English, for what only a log shows. */
export const logWords: Omit<LogWords<'log'>, EndCode | KubernetesCode | ByHandCode> = {
  'log/no-systemd': {
    message: () =>
      say`The system was not started by systemd, so there is no systemctl to start services with`,
    hint: () =>
      say`In WSL 2: systemd=true below [boot] in /etc/wsl.conf, then wsl --shutdown. In a container: start the service's program itself, or use a virtual machine.`,
  },
  'log/kubelet-stopped': {
    message: () => say`The node runs, but its kubelet is stopped: Kubernetes starts nothing on it`,
    hint: () => say`A start brings the kubelet back.`,
  },
  'log/no-cfs': {
    message: () => say`This kernel cannot limit a container's CPUs, which minikube's node asks for`,
    hint: () =>
      say`In WSL: wsl --update, and WSL 2 rather than 1. Elsewhere: a distribution's standard kernel.`,
  },
  'log/download-corrupt': {
    message: () => say`A downloaded file does not match its checksum`,
    hint: () => say`Delete that file from ~/.minikube/cache (only that one) and download it again.`,
  },
  'log/memory-request': {
    message: () => say`Less memory was asked for (--memory) than minikube needs`,
    hint: () =>
      say`Leave --memory out, or ask for 2200 MB or more; minikube config unset memory removes a value that was stored.`,
  },
  'log/tls-intercepted': {
    message: ({ host }) =>
      host === undefined
        ? say`Somebody stands between this machine and the server: its certificate is of an unknown authority`
        : say`Somebody stands between this machine and ${host}: the certificate is of an unknown authority`,
    hint: () =>
      say`In a company: put its root certificate into ~/.minikube/certs and Docker's trust, start a new cluster with --embed-certs. Not --insecure-registry.`,
  },
  'log/not-tls': {
    message: () =>
      say`Something answers in plain HTTP where HTTPS is expected: a proxy entered as https, or a registry without encryption`,
    hint: () =>
      say`Most often HTTPS_PROXY must begin with http://, for the proxy itself speaks no TLS.`,
  },
  'log/coredns-loop': {
    message: () => say`CoreDNS asks itself: the machine's resolv.conf names a loopback address`,
    hint: () =>
      say`Start with --extra-config=kubelet.resolv-conf=/run/systemd/resolve/resolv.conf (drivers none and kubeadm).`,
  },
  'log/nodeport': {
    message: ({ host, port }) =>
      host === undefined || port === undefined
        ? say`The service's node port does not answer at this address`
        : say`The node port ${port} does not answer at ${host}`,
    hint: () =>
      say`It listens at the node's own address, not at this machine's: take the address of minikube service NAME --url, or kubectl port-forward from elsewhere.`,
  },
  'log/rate-limit': {
    message: () => say`Docker Hub's pull limit for this address is used up`,
    hint: () =>
      say`Log in (docker login), wait some hours, or pull from a mirror and hand the image over: minikube image load.`,
  },
  'log/kubernetes-too-new': {
    message: () =>
      say`This minikube does not know the Kubernetes it is asked for, and GitHub's list of versions does not have it or did not answer`,
    hint: () => say`Use the versions of the course, or a newer minikube.`,
  },
  'log/kicbase-digest': {
    message: () =>
      say`The mirror's node image has another digest than minikube asks for; minikube goes on to other sources, which may be blocked`,
    hint: () =>
      say`Pull the image from the mirror by its tag, and start with --base-image= and that name, without @sha256.`,
  },
  'log/kicbase': {
    message: () => say`The node image (kicbase) could not be downloaded from any source`,
    hint: () =>
      say`Pull it with docker from a source that answers, then start with --base-image= and that name. k8s-doctor asks the sources on that machine.`,
  },
  'log/binaries-mirror': {
    message: () =>
      say`The Aliyun bucket that a Chinese mirror setting leads to no longer has kubeadm, kubelet and kubectl of this version`,
    hint: () =>
      say`Add --binary-mirror=https://dl.k8s.io/release, or another source that answers (minikube 1.25 and later).`,
  },
  'log/download-failed': {
    message: ({ url }) =>
      url === undefined ? say`A download failed` : say`The download of ${url} failed`,
    hint: () =>
      say`Try that address with curl -I. Behind a firewall use a mirror that answers or a proxy.`,
  },
  'log/pause-image': {
    message: ({ image }) =>
      image === undefined
        ? say`The pause image does not arrive; without it no pod starts`
        : say`The image ${image} does not arrive; without it no pod starts`,
    hint: () =>
      say`Pull it from a mirror, tag it with exactly this name, and hand it over: minikube image load.`,
  },
  'log/pull-timeout': {
    message: ({ host }) =>
      host === undefined
        ? say`A download host did not answer in time`
        : say`${host} did not answer in time`,
    hint: () =>
      say`It is slow or blocked from there. Use a source that answers: k8s-doctor asks them all on that machine. The node does not use the registry mirrors of the machine's daemon.json.`,
  },
  'log/pull-reset': {
    message: ({ host }) =>
      host === undefined
        ? say`A download was cut off`
        : say`The connection to ${host} was refused or cut off`,
    hint: () =>
      say`Try again; if it happens always, something on the way blocks it: use a mirror that answers or a proxy.`,
  },
  'log/docker-source': {
    message: () => say`Docker's own download hosts do not answer`,
    hint: () =>
      say`Install Docker from a signed mirror, such as mirrors.aliyun.com/docker-ce or mirrors.tuna.tsinghua.edu.cn/docker-ce.`,
  },
  'log/kubernetes-packages': {
    message: () =>
      say`The old Kubernetes package repository was removed in March 2024; every package update stops at it`,
    hint: () =>
      say`Remove its entry below /etc/apt/sources.list.d or /etc/yum.repos.d; the new one is pkgs.k8s.io.`,
  },
  'log/image-cpu': {
    message: ({ id }) =>
      id === undefined
        ? say`The image is not built for this CPU`
        : say`The image is not built for this CPU (${id})`,
    hint: () => say`Choose an image that has a build for it; docker manifest inspect lists them.`,
  },
  'log/image-schema1': {
    message: () => say`The image is of a format Docker no longer takes (schema 1)`,
    hint: () => say`Take a newer tag of it.`,
  },
  'log/image-denied': {
    message: ({ image }) =>
      image === undefined
        ? say`The image does not exist, or needs a login`
        : say`The image ${image} does not exist, or needs a login`,
    hint: () =>
      say`Look for a typing mistake in the name first: NAME:TAG with a colon. A private one needs docker login; to push, the name must begin with your user name (docker tag NAME USER/NAME).`,
  },
  'log/image-tag': {
    message: ({ image }) =>
      image === undefined
        ? say`The registry has no such tag of the image`
        : say`The registry does not have ${image}`,
    hint: () => say`Look at the tag; a mirror may lack it, or be behind.`,
  },
  'log/layer-broken': {
    message: () => say`A layer of the image arrived broken`,
    hint: () =>
      say`Pull it again; if it happens always, the mirror or a proxy changes what passes.`,
  },
  'log/token-server': {
    message: ({ host }) =>
      host === undefined
        ? say`The registry's token server gave no token`
        : say`The registry's token server ${host} gave no token`,
    hint: () => say`It must be reachable beside the registry itself.`,
  },
  'log/node-offline': {
    message: ({ host }) =>
      host === undefined
        ? say`The node does not reach the registry`
        : say`The node does not reach ${host}`,
    hint: () =>
      say`Images not in the node yet will not arrive: hand them over with minikube image load, or give the cluster a proxy.`,
  },
  'log/no-cluster': {
    message: () => say`There is no cluster of that name yet`,
    hint: () => say`Start it; a profile of another user, root included, is not seen here.`,
  },
  'log/yaml-blanks': {
    message: () =>
      say`The file has no-break spaces in place of blanks: it was copied from a web page`,
    hint: () =>
      say`Replace them, say with sed -i 's/\\xc2\\xa0/ /g' FILE. --validate=false only hides it.`,
  },
  'log/api-removed': {
    message: ({ name, said }) =>
      name === undefined || said === undefined
        ? say`This cluster does not know the apiVersion of the file`
        : say`This cluster has no ${name} in ${said}`,
    hint: () => say`Use the apiVersion of this Kubernetes: kubectl api-resources lists them.`,
  },
  'log/yaml': {
    message: () => say`The file is not valid: its structure, or a field's name`,
    hint: () =>
      say`Look at the line named: indentation by blanks only, a blank after the colon, one field a line. A page may have lost its line breaks: take the file from its source, not from the page.`,
  },
  'log/service-missing': {
    message: ({ name }) =>
      name === undefined
        ? say`The service does not exist`
        : say`The service ${name} does not exist`,
    hint: () =>
      say`Create it first (kubectl apply -f FILE); kubectl get services -A shows where it is.`,
  },
  'log/service-empty': {
    message: () => say`The service has no running pod behind it`,
    hint: () =>
      say`Its selector must match the pods' labels, and the pods must run: kubectl get pods --show-labels`,
  },
  'log/pod-image': {
    message: ({ name, image }) => {
      const what = image ?? name
      return what === undefined
        ? say`A pod's image does not arrive`
        : say`An image does not arrive: ${what}`
    },
    hint: () =>
      say`kubectl describe pod shows why, at the end. Pull it on the machine and hand it over: docker pull, then minikube image load.`,
  },
  'log/pod-crash': {
    message: ({ name }) =>
      name === undefined ? say`A pod keeps ending` : say`The pod ${name} keeps ending`,
    hint: () =>
      say`kubectl logs --previous says why. A command that just ends (echo, date) needs restartPolicy: OnFailure or Never.`,
  },
  'log/pod-waits': {
    message: ({ name }) =>
      name === undefined
        ? say`A pod is still being created`
        : say`The pod ${name} is still being created`,
    hint: () =>
      say`Most often its image is on the way, and slow: kubectl describe pod shows it. The node does not use the registry mirrors of this machine: docker pull here and hand the image over with minikube image load, or make the cluster with --registry-mirror=.`,
  },
  'log/unknown-command': {
    message: ({ name }) =>
      name === undefined ? say`There is no such command` : say`There is no command ${name}`,
    hint: () => say`Look for a typing mistake.`,
  },
  'log/docker-said': {
    message: ({ said }) =>
      said === undefined ? say`Docker refused` : say`Docker refused: ${said}`,
  },
  'log/kubectl-said': {
    message: ({ said }) =>
      said === undefined ? say`kubectl stopped` : say`kubectl stopped: ${said}`,
  },
}
