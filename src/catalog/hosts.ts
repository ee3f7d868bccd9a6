/** One question to the outside whose true answer is known, so that a portal's page is not taken for it. */
export interface Probe {
  readonly host: string
  readonly url: string
  readonly method: 'GET' | 'HEAD'
  /** Statuses the real host gives. */
  readonly statuses: readonly number[]
  /** Where its redirects lead: a domain or what lies below it. */
  readonly redirects?: string
  /** The whole body, blanks at its ends aside. */
  readonly body?: string
  /** A page with status 200 is somebody else's. */
  readonly pageless?: true
}

const registry = (host: string, statuses: readonly number[]): Probe => ({
  host,
  url: `https://${host}/v2/`,
  method: 'GET',
  statuses,
})

/** Asked for its address too: the most wanted host outside China, and the one whose name is forged. */
export const hub = 'registry-1.docker.io'

/** Its counterpart inside China. */
export const mirror = 'registry.cn-hangzhou.aliyuncs.com'

/** Where Kubernetes' images were up to 1.24; redirects to the new place. Asked only where the pair asks it. Source: registry-protocol §5. */
export const oldRegistry = 'k8s.gcr.io'

/**
 * Hosts a course's downloads come from, outside and inside China. Statuses: registry-protocol §1, §2 and §4 (200 or 401 on /v2/;
 * registry.k8s.io always 200; gcr.io 403 for blocked countries; dl.k8s.io and github.com redirect); the object on
 * storage.googleapis.com is minikube's own list of releases (pkg/minikube/notify/constants.go).
 */
const sources: readonly Probe[] = [
  registry(hub, [200, 401]),
  registry(mirror, [200, 401]),
  registry('registry.k8s.io', [200]),
  { ...registry(oldRegistry, [200, 301, 302, 307]), redirects: 'k8s.io' },
  registry('gcr.io', [200, 401, 403]),
  {
    host: 'dl.k8s.io',
    url: 'https://dl.k8s.io/release/stable.txt',
    method: 'HEAD',
    statuses: [200, 301, 302, 307],
    redirects: 'k8s.io',
  },
  {
    host: 'github.com',
    url: 'https://github.com/kubernetes/minikube/releases/latest',
    method: 'HEAD',
    statuses: [200, 301, 302],
    redirects: 'github.com',
  },
  {
    host: 'storage.googleapis.com',
    url: 'https://storage.googleapis.com/minikube/releases-v2.json',
    method: 'HEAD',
    statuses: [200],
  },
]

/**
 * Without TLS, so that a captive portal can answer in its place and betray itself; answers in and outside China. Source: Windows'
 * Network Connectivity Status Indicator, which expects exactly this body.
 */
const plain: Probe = {
  host: 'www.msftconnecttest.com',
  url: 'http://www.msftconnecttest.com/connecttest.txt',
  method: 'GET',
  statuses: [200],
  body: 'Microsoft Connect Test',
}

export const probes: readonly Probe[] = [...sources, plain]

/**
 * Public name servers by address, port 53 over TCP: who answers here has a network, whatever became of DNS. Sources: pitfalls
 * NET-5 (AliDNS), moby libnetwork/resolvconf `defaultIPv4Dns` (Google).
 */
export const publicNameServers: readonly string[] = ['223.5.5.5', '8.8.8.8']

/** Name servers worth giving to containers where the host's own do not reach them. Source: pitfalls NET-5. */
export const containerNameServers: readonly string[] = ['223.5.5.5', '119.29.29.29']

/**
 * Owners whose addresses are given out for registry-1.docker.io and other Docker names by forged answers in China. Sources:
 * docker-errors §2 (31.13.95.37, 2a03:2880:f134:83:face:b00c:0:25de, 108.160.165.9), gfwlist/gfwlist#2656 (108.160.169.181,
 * 2a03:2880:f11b:83:face:b00c:0:25de), docker/cli#5138 (199.59.149.236); ranges as allotted by RIPE and ARIN.
 */
export const forgedOwners: readonly { readonly network: string; readonly owner: string }[] = [
  { network: '31.13.64.0/18', owner: 'Facebook' },
  { network: '2a03:2880::/32', owner: 'Facebook' },
  { network: '108.160.160.0/20', owner: 'Dropbox' },
  { network: '199.59.148.0/22', owner: 'Twitter' },
]

/** How far the clock may be off, in milliseconds. Source: pitfalls NET-4. */
export const clockLimits = { warning: 60_000, error: 5 * 60_000 } as const
