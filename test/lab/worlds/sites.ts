/** What answers at a name of the world; one address each. */
export type Site =
  /** Debian's docker-registry over TLS; it holds what the catalog asks `stock` for. */
  | {
      readonly kind: 'registry'
      readonly stock: string
      /** Host of the server that hands out its tokens. */
      readonly tokens?: string
      /** Images, `repository:tag`, that it lacks. */
      readonly lacks?: readonly string[]
      /** It has all for this one alone. */
      readonly platform?: string
    }
  /** Hands out tokens. */
  | { readonly kind: 'tokens' }
  /** nginx: what is in its `server` blocks for port 443, and for port 80. */
  | { readonly kind: 'web'; readonly secure?: string; readonly plain?: string }
  /** nginx in front of a registry, which says what is left of its limit, or has files too. */
  | {
      readonly kind: 'front'
      readonly stock: string
      readonly tokens?: string
      readonly remaining?: number
      readonly files?: true
    }
  /** The same, late: each connection waits. */
  | { readonly kind: 'slow'; readonly of: string; readonly ms: number }
  /** nginx with a certificate of the company's authority, which hands everything on. */
  | { readonly kind: 'opened' }
  /** nginx that sends everybody to its login, with a certificate for its own name. */
  | { readonly kind: 'portal' }
  /** squid. */
  | { readonly kind: 'proxy'; readonly login: boolean }

const filesOf = (host: string): Site => ({ kind: 'web', secure: `root $files/${host};` })

const moved = (to: string): Site => ({ kind: 'web', secure: `return 302 https://${to};` })

const aliyun = {
  kind: 'registry',
  stock: 'registry.cn-hangzhou.aliyuncs.com',
  tokens: 'dockerauth.cn-hangzhou.aliyuncs.com',
} as const

const hub = {
  kind: 'front',
  stock: 'registry-1.docker.io',
  tokens: 'auth.docker.io',
} as const

const own = (stock: string): Site => ({ kind: 'registry', stock })

/** Where the k8s.gcr.io and registry.k8s.io images lie. Source: kubernetes/registry.k8s.io, request-handling.md. */
export const artifacts = 'us-central1-docker.pkg.dev'
export const artifactsFolder = 'k8s-artifacts-prod/images'

/** The classroom's own. */
export const classroom = 'mirror.classroom.lan'

/** An image that lessons use and that was built for amd64 alone. */
export const oldImage = 'k8s.gcr.io/echoserver:1.4'

/** Names as they lead in the open world. */
export const open: Readonly<Record<string, Site>> = {
  'k8s.gcr.io': moved('registry.k8s.io$request_uri'),
  'registry.k8s.io': {
    kind: 'web',
    secure: `location = /v2/ { return 200; }
      location ~ ^/v2/(.*)$ { return 307 https://${artifacts}/v2/${artifactsFolder}/$1; }`,
  },
  [artifacts]: own(artifacts),
  'gcr.io': own('gcr.io'),
  'registry-1.docker.io': { ...hub, remaining: 98 },
  'auth.docker.io': { kind: 'tokens' },
  'registry.cn-hangzhou.aliyuncs.com': aliyun,
  'dockerauth.cn-hangzhou.aliyuncs.com': { kind: 'tokens' },
  'kubernetes.oss-cn-hangzhou.aliyuncs.com': filesOf('kubernetes.oss-cn-hangzhou.aliyuncs.com'),
  'k8s.m.daocloud.io': own('k8s.m.daocloud.io'),
  'gcr.m.daocloud.io': own('gcr.m.daocloud.io'),
  'docker.m.daocloud.io': own('docker.m.daocloud.io'),
  'storage.googleapis.com': filesOf('storage.googleapis.com'),
  'dl.k8s.io': moved('cdn.dl.k8s.io$request_uri'),
  'cdn.dl.k8s.io': filesOf('dl.k8s.io'),
  'github.com': {
    kind: 'web',
    secure: `location = /kubernetes/minikube/releases/latest { return 302 https://github.com/kubernetes/minikube/releases/tag/v1.38.1; }
      location / { return 302 https://release-assets.githubusercontent.com$request_uri; }`,
  },
  'release-assets.githubusercontent.com': filesOf('github.com'),
  'deb.debian.org': { kind: 'web', plain: 'root $files/deb.debian.org;' },
  'mirrors.aliyun.com': {
    kind: 'web',
    secure: `location = /docker-ce/linux/debian/dists/bookworm/InRelease { return 200 'signed by Docker'; }
location / { return 404; }`,
  },
  'www.msftconnecttest.com': {
    kind: 'web',
    plain: `location = /connecttest.txt { return 200 'Microsoft Connect Test'; }`,
  },
}

/** What may stand in the place of one of them. */
export const others = {
  'aliyun without a tag': { ...aliyun, lacks: ['google_containers/pause:3.6'] },
  'aliyun for amd64': { ...aliyun, platform: 'linux/amd64' },
  'empty bucket': { kind: 'web', secure: 'return 404;' },
  'hub used up': { ...hub, remaining: 0 },
  'slow gcr.io': { kind: 'slow', of: 'gcr.io', ms: 1400 },
  'opened on the way': { kind: 'opened' },
  'login page': { kind: 'portal' },
  [classroom]: { kind: 'front', stock: classroom, files: true },
  'proxy.corp.example': { kind: 'proxy', login: false },
  'login.proxy.corp.example': { kind: 'proxy', login: true },
} as const satisfies Readonly<Record<string, Site>>

export type Other = keyof typeof others

export const sites: Readonly<Record<string, Site>> = { ...open, ...others }

const ids = Object.keys(sites)

/** Blocks for documentation, so that they are nobody's. */
export const network = { v4: '203.0.113.0/24', v6: '2001:db8::/64' } as const

/** Where a site answers. */
export const addressOf = (id: string, family: 4 | 6 = 4): string => {
  const index = ids.indexOf(id)
  if (index === -1) throw new TypeError(`no site ${id}`)
  return family === 4 ? `203.0.113.${10 + index}` : `2001:db8::${10 + index}`
}

/** Docker Hub as forged answers have it; the addresses are Facebook's and Dropbox's. Source: catalog hosts, `forgedOwners`. */
export const forgedHub = {
  names: { 'registry-1.docker.io': '31.13.95.37', 'auth.docker.io': '108.160.165.9' },
  cut: { '31.13.95.37': 'drop', '108.160.165.9': 'drop' },
} as const
