import { say } from '../model/text.ts'
import type { LogWords } from './wording.ts'

/** English, for what a log says about resources, the network and the cluster. */
export const networkWords: LogWords<'resources'> & LogWords<'network'> & LogWords<'cluster'> = {
  'resources/cpu/too-few': {
    message: () =>
      say`There are fewer CPUs than minikube and Kubernetes need, or than were asked for`,
    hint: () =>
      say`Give the machine, or Docker Desktop, at least 2 CPUs; ask for no more than there are (--cpus).`,
  },
  'resources/memory/too-little': {
    message: () => say`There is too little memory for minikube`,
    hint: () =>
      say`Give the machine, or Docker Desktop, 4 GiB or more; 8 GiB and 4 CPUs are comfortable.`,
  },
  'resources/memory/default-too-big': {
    message: () => say`More memory was asked for than there is`,
    hint: () =>
      say`Ask for less: start with --memory= about 80 % of what there is, or leave the flag out.`,
  },
  'resources/memory/tight': {
    message: () => say`Memory is tight: enough to start, not to work well`,
    hint: () => say`Give the machine, or Docker Desktop, more memory.`,
  },
  'resources/disk/full': {
    message: () => say`The disk is full`,
    hint: () =>
      say`Make room where Docker and ~/.minikube store: at least 5 GB, better 20. First look what uses it, then remove what nobody needs.`,
  },
  'resources/disk/tight': {
    message: () => say`The disk is nearly full`,
    hint: () => say`Make room before the lessons; 20 GB are comfortable.`,
  },
  'network/proxy/unreachable': {
    message: ({ host }) =>
      host === undefined
        ? say`The proxy takes no connection; every download goes there and fails`
        : say`The proxy ${host} takes no connection; every download goes there and fails`,
    hint: () =>
      say`Start the proxy, or remove HTTP_PROXY and HTTPS_PROXY; Docker's own proxy settings count for its pulls.`,
  },
  'network/proxy/no-proxy': {
    message: () =>
      say`A proxy is set, and NO_PROXY does not exempt the cluster: talk with it goes through the proxy and gets lost`,
    hint: () =>
      say`Add localhost,127.0.0.1,10.96.0.0/12,192.168.49.0/24 to NO_PROXY and no_proxy, then start again.`,
  },
  'network/proxy/loopback': {
    message: () =>
      say`The proxy listens on this machine's loopback: minikube uses it, the node cannot`,
    hint: () =>
      say`Pull images on the machine and hand them over (minikube image load), or let the proxy listen on Docker's bridge too.`,
  },
  'network/online/proxy-refuses': {
    message: () =>
      say`The proxy answers but lets no request through: it wants a user and a password`,
    hint: () => say`Put them into HTTPS_PROXY, for Docker into its own proxy settings.`,
  },
  'network/online/offline': {
    message: () => say`There is no route to the internet`,
    hint: () => say`Connect this machine, then try again.`,
  },
  'network/dns/node': {
    message: ({ host }) =>
      host === undefined
        ? say`Names do not resolve inside the node`
        : say`The name ${host} does not resolve inside the node, whatever it does on this machine`,
    hint: () =>
      say`Give Docker a name server it can reach: "dns" in /etc/docker/daemon.json, then restart it. VPNs and firewalls do this too.`,
  },
  'network/dns/no-answer': {
    message: ({ host }) =>
      host === undefined ? say`A name does not resolve` : say`The name ${host} does not resolve`,
    hint: () =>
      say`If no name resolves, the network or the name server is the cause; if only this one, its host is blocked or mistyped.`,
  },
  'network/dns/forged': {
    message: ({ address }) =>
      address === undefined
        ? say`The name server's answer for Docker Hub is forged`
        : say`The name server's answer for Docker Hub is forged: ${address} is not Docker's`,
    hint: () =>
      say`Images from Docker Hub cannot be pulled this way: use a mirror that answers, or another name server.`,
  },
  'network/subnet/none-free': {
    message: () =>
      say`Docker finds no free network for the node: what minikube tries is in use here`,
    hint: () =>
      say`Start with --subnet= and a network nobody uses, such as 10.200.49.0/24; remove networks of old clusters.`,
  },
  'network/firewall/chain-missing': {
    message: () =>
      say`Docker's firewall rules are gone: something flushed them after Docker started`,
    hint: () => say`Restart Docker; it makes them anew. Containers running in it stop.`,
  },
  'network/firewall/forwarding-off': {
    message: () => say`IPv4 forwarding is switched off: containers reach nothing outside`,
    hint: () => say`Set net.ipv4.ip_forward=1; Docker does so when it starts.`,
  },
  'network/firewall/active': {
    message: () => say`A firewall is active and may close the cluster's ports`,
    hint: () => say`Open the ports named in the line.`,
  },
  'network/ports/taken': {
    message: ({ port }) =>
      port === undefined
        ? say`A port that is needed is taken`
        : say`Port ${port} is taken by another program`,
    hint: () => say`Stop that program, or ask for another port.`,
  },
  'cluster/profile/driver': {
    message: () =>
      say`The existing cluster was made with another driver; minikube refuses to start it with this one`,
    hint: () =>
      say`Start it with its own driver, which this lists. Delete the cluster only if you do not need what is in it.`,
  },
  'cluster/profile/kubernetes-newer': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`The existing cluster has a newer Kubernetes; minikube does not go back`
        : say`The existing cluster has Kubernetes ${version}; minikube does not go back to ${wanted}`,
    hint: () =>
      say`Start it without --kubernetes-version: it keeps its own. Delete the cluster only if you do not need what is in it.`,
  },
  'cluster/profile/no-cri-dockerd': {
    message: () =>
      say`The node has no cri-dockerd, which Kubernetes 1.24 and later need with the docker runtime: it is from before minikube 1.26, or --base-image is too old`,
    hint: () =>
      say`Delete the cluster and start again without an old --base-image. Installing cri-dockerd on this machine does not help.`,
  },
  'cluster/profile/damaged': {
    message: () => say`The cluster's config.json is damaged or cannot be read`,
    hint: () => say`Delete that cluster and start again.`,
  },
  'cluster/leftovers/stale': {
    message: () => say`Parts of an earlier cluster are in the way`,
    hint: () =>
      say`Delete that cluster first; delete --all only if that does not help. --purge loses every download too.`,
  },
  'cluster/running/broken': {
    message: () => say`The node's container stops right after it starts`,
    hint: () =>
      say`Keep what it said (docker logs minikube), then delete it and start again. k8s-doctor looks for causes on that machine: cgroups, storage, nesting.`,
  },
  'cluster/running/paused': {
    message: () => say`The cluster is paused`,
    hint: () => say`Wake it up: minikube unpause`,
  },
  'cluster/running/stopped': {
    message: () => say`The cluster is stopped`,
    hint: () => say`Start it.`,
  },
  'cluster/running/node-gone': {
    message: () =>
      say`The node's container or virtual machine is gone; minikube's record of the cluster is still there`,
    hint: () => say`A start creates the node again.`,
  },
  'cluster/running/api-down': {
    message: () => say`The cluster's Kubernetes API does not come up`,
    hint: (_, { alone, tool }) => [
      ...(alone
        ? say`The log does not say why. Common causes: images that did not arrive, fewer than 2 CPUs or too little memory, a proxy. `
        : say`What else was found here may be the cause. `),
      ...(tool === 'minikube'
        ? say`k8s-doctor looks for causes on that machine; minikube logs says more.`
        : say`journalctl -xeu kubelet on the node, and crictl ps -a, say more.`),
    ],
  },
  'cluster/kubeconfig/none-chosen': {
    message: () => say`kubectl knows no cluster and looks at localhost:8080, where none is`,
    hint: () =>
      say`Start the cluster, or point kubectl to it. kubectl with sudo has root's settings, not yours.`,
  },
  'cluster/kubeconfig/damaged': {
    message: ({ path }) =>
      path === undefined ? say`The kubeconfig is not valid` : say`${path} is no valid kubeconfig`,
    hint: () => say`Mend it, or move it away and let minikube write a new one.`,
  },
  'cluster/kubeconfig/missing': {
    message: () => say`kubectl is told to use a context its kubeconfig does not know`,
    hint: () => say`Let minikube write it again.`,
  },
  'cluster/kubeconfig/stale': {
    message: () =>
      say`kubectl's settings belong to an earlier cluster: the certificate does not fit`,
    hint: () => say`Let minikube write them again.`,
  },
  'cluster/system-pods/image': {
    message: ({ name, image }) => {
      if (name !== undefined)
        return say`The system pod ${name} waits for an image that does not arrive`
      return image === undefined
        ? say`A system pod waits for an image that does not arrive`
        : say`The mirror has no image ${image}`
    },
    hint: () =>
      say`Pull the image under a name that answers, tag it with the name that is wanted, and hand it over: minikube image load. The first lessons do without storage-provisioner and the dashboard.`,
  },
  'cluster/system-pods/crash': {
    message: ({ name }) =>
      name === undefined
        ? say`A system pod keeps failing`
        : say`The system pod ${name} keeps failing`,
    hint: () => say`Its own log says why: kubectl -n kube-system logs, with --previous.`,
  },
}
