import type { Signature } from '../signature.ts'

/** A download or a pull, not the cluster's own API nor an engine's socket. */
const elsewhere =
  /docker daemon|docker api|error during connect|\.svc[:./"]|\.svc\b|\.local[:/"]|:(?:6443|8443|10250|2379)\b|failed calling webhook|identity of the API Server|192\.168\.\d{1,3}\.\d{1,3}:8443|127\.0\.0\.1:|localhost:|proxyconnect|lookup /i

/**
 * Pulls and downloads, in the wordings of graph drivers and of the containerd store. Sources: docker-errors 2; pitfalls NET-7,
 * REG-1 to REG-9, CPU-4; minikube pkg/minikube/node/cache.go and download/.
 */
export const registrySignatures = [
  {
    code: 'log/rate-limit',
    near: ['pull rate limit', 'toomanyrequests', '429 too many requests'],
    pattern: /pull rate limit|toomanyrequests: |429 Too Many Requests/i,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/kicbase-digest',
    near: ['kicbase'],
    pattern:
      /MANIFEST_UNKNOWN.{0,300}kicbase|kicbase.{0,300}(?:MANIFEST_UNKNOWN|manifest unknown)|unable to download (?<image>registry\.\S{0,120}kicbase\S{0,120}?),/i,
    severity: 'warning',
    evenInfo: true,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/kicbase',
    near: ['kic base image', 'could not download the base image'],
    pattern:
      /failed to download kic base image or any fallback image|could not download the base image/i,
    symptom: true,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/binaries-mirror',
    near: ['oss-cn-hangzhou.aliyuncs.com/kubernetes-release'],
    pattern:
      /(?<url>https?:\/\/\S{0,60}oss-cn-hangzhou\.aliyuncs\.com\/kubernetes-release\/[^\s?"]{1,200})/i,
    when: ({ said }) => /fail|error|404|bad response|timeout|denied/i.test(said),
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/download-failed',
    near: ['download failed', 'error downloading'],
    pattern:
      /(?:download failed|Error downloading[^:]{0,60}): (?<url>https?:\/\/[^\s?"]{1,300})|Error downloading /i,
    unless: /oss-cn-hangzhou|preload|kic artifacts/i,
    symptom: true,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/pause-image',
    near: ['pause'],
    pattern:
      /(?<image>(?:k8s\.gcr\.io|registry\.k8s\.io|[\w-]{1,40}\.pkg\.dev|gcr\.io\/google_containers)\/(?:[\w./-]{0,120}\/)?pause[:/@-][\w./:@-]{1,100})/i,
    unless: /\[ERROR ImagePull\]/,
    when: ({ said }) => /fail|error|timeout|refused|reset|denied/i.test(said),
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/pull-timeout',
    near: [
      'i/o timeout',
      'timeout exceeded',
      'request canceled',
      'handshake timeout',
      'deadline exceeded',
      'connection timed out',
      '连接超时',
    ],
    pattern:
      /(?:https?:\/\/|reference "|lookup |connect to |host )(?<host>(?!\d{1,3}\.\d{1,3}\.\d)[\w-]{1,60}(?:\.[\w-]{1,60}){1,6})(?:[:/][^\s"]{0,300})?.{0,300}(?:i\/o timeout|Timeout exceeded while awaiting|net\/http: request canceled|request canceled while waiting|TLS handshake timeout|context deadline exceeded|connection timed out|连接超时)/i,
    unless: elsewhere,
    about: 'host',
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/pull-reset',
    near: [
      'connection reset by peer',
      'connection refused',
      'unexpected eof',
      ': eof',
      'forcibly closed',
    ],
    pattern:
      /(?:https?:\/\/|reference ")(?<host>(?!\d{1,3}\.\d{1,3}\.\d)[\w-]{1,60}(?:\.[\w-]{1,60}){1,6})(?:[:/][^\s"]{0,300})?.{0,300}(?:connection reset by peer|connect: connection refused|unexpected EOF|": EOF|forcibly closed)/i,
    unless: elsewhere,
    about: 'host',
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/docker-source',
    near: ['get.docker.com', 'download.docker.com'],
    pattern:
      /(?:Failed to connect to|Failed to fetch|Could not connect to|Cannot download).{0,60}(?:get|download)\.docker\.com/i,
    beside: 'docker/installed',
    cause: 'elsewhere',
  },
  {
    code: 'log/kubernetes-packages',
    near: ['apt.kubernetes.io', 'packages.cloud.google.com'],
    pattern:
      /(?:apt\.kubernetes\.io|packages\.cloud\.google\.com).{0,200}(?:does not have a Release file|没有 Release 文件|404)/i,
    beside: 'host/os',
    cause: 'elsewhere',
  },
  {
    code: 'log/image-cpu',
    near: ['no matching manifest', 'exec format error', 'incompatible image architecture'],
    pattern:
      /no matching manifest for (?<id>linux\/[a-z0-9/]{2,20})|exec \/\S{1,120}: exec format error|exec user process caused.{0,40}exec format error|incompatible image architecture/i,
    cause: 'download',
  },
  {
    code: 'log/image-schema1',
    near: ['schema 1 support has been removed'],
    pattern: /schema 1 support has been removed/i,
    cause: 'download',
  },
  {
    code: 'log/image-denied',
    near: [
      'pull access denied',
      'insufficient_scope',
      'requested access to the resource is denied',
    ],
    pattern:
      /pull access denied for (?<image>[\w./:@-]{1,200})|insufficient_scope: authorization failed|denied: requested access to the resource is denied/i,
    about: 'image',
    cause: 'download',
  },
  {
    code: 'log/image-tag',
    near: ['manifest unknown', 'not found'],
    pattern:
      /manifest for (?<image>[\w./:@-]{1,200}) not found|failed to resolve reference "(?<image2>[\w./:@-]{1,200})": .{0,200}: not found|manifest unknown/i,
    unless: /kicbase/i,
    about: 'image',
    cause: 'download',
  },
  {
    code: 'log/layer-broken',
    near: ['layer verification failed'],
    pattern: /filesystem layer verification failed/i,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/token-server',
    near: ['failed to fetch anonymous token', 'failed to fetch oauth token'],
    pattern: /failed to fetch (?:anonymous|oauth) token: .{0,60}https?:\/\/(?<host>[\w.-]{1,200})/i,
    unless: /timeout|deadline|reset|EOF|no such host/i,
    about: 'host',
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/node-offline',
    near: ['having trouble accessing https', 'failing to connect to', '内部连接到'],
    pattern:
      /having trouble accessing https?:\/\/(?<host>[^\s/]{1,200})|Failing to connect to https?:\/\/(?<host2>[^\s/]{1,200})\/? from|内部连接到 https?:\/\/(?<host3>[^\s/]{1,200})\S{0,20} 失败/i,
    severity: 'warning',
    // minikube runs curl.exe in the node there. Source: kubernetes/minikube #20264.
    notOn: 'windows',
    about: 'host',
    beside: 'docker/mirrors',
    cause: 'node-network',
  },
] as const satisfies readonly Signature[]
