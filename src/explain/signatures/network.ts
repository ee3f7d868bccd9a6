import { asRoot } from '../../model/step.ts'
import type { Line } from '../unwrap.ts'
import type { Signature } from '../signature.ts'

/** `lookup NAME on SERVER:53: …`: the server tells whether the node or this machine asked. */
const insideNode =
  /(?:lookup \S{1,200} on |->)(?:192\.168\.(?:49|58|67|76|39|59|99)\.1|10\.96\.0\.10|127\.0\.0\.11):53/i

const ownProxy = /proxyconnect tcp: dial tcp:? (?:127(?:\.\d{1,3}){3}|\[::1\]|localhost):/i

/** The node pulls: a loopback address is the node itself there. */
const pulledByNode = ({ said }: Line): boolean =>
  /\bkubelet\b|failed to pull image|PullImage|RunPodSandbox/i.test(said)

/** The network of this machine and the node's. Sources: pitfalls NET-1 to NET-6, PORT-1 to PORT-3; docker-errors 2; Go's net and crypto/x509. */
export const networkSignatures = [
  {
    code: 'docker/proxy/loopback',
    near: ['proxyconnect'],
    pattern: ownProxy,
    where: 'anywhere',
    when: pulledByNode,
  },
  {
    code: 'network/proxy/unreachable',
    near: ['proxyconnect'],
    when: (line) => !(ownProxy.test(line.said) && pulledByNode(line)),
    pattern:
      /proxyconnect tcp: dial tcp:? (?:lookup )?(?<host>[^\s:]{1,200})\S{0,10}(?: on \S{1,60})?: (?:connect: |no such host|i\/o timeout|server misbehaving)/i,
  },
  {
    code: 'network/online/proxy-refuses',
    near: ['proxy authentication required'],
    pattern: /Proxy Authentication Required/i,
  },
  {
    code: 'network/proxy/no-proxy',
    near: ['no_proxy', 'uses proxy', 'unable to connect to the server'],
    pattern:
      /your NO_PROXY environment does not include|您的 NO_PROXY 环境不包含|\[WARNING HTTPProxy(?:CIDR)?\]|Unable to connect to the server: (?:Forbidden|Service Unavailable)/i,
  },
  {
    code: 'network/proxy/loopback',
    near: ['local proxy ignored', '本地代理被忽略', 'not passing http'],
    pattern: /Local proxy ignored|本地代理被忽略|Not passing HTTPS?_PROXY=/i,
  },
  {
    code: 'network/online/offline',
    near: ['network is unreachable', 'default routes', '网络不可达'],
    pattern:
      /(?:dial tcp|connect to|read udp|dial udp) (?!\[).{0,120}(?:network is unreachable|网络不可达)|(?:No|from) default routes/i,
  },
  {
    code: 'network/dns/node',
    near: ['lookup ', 'read udp'],
    pattern:
      /lookup (?<host>\S{1,200}) on [\d.]{7,15}:53: (?:read udp|no such host|server misbehaving|dial udp)|HINFO: read udp \S{1,80}: i\/o timeout/i,
    when: ({ said }) => insideNode.test(said),
    severity: 'error',
  },
  {
    code: 'network/dns/no-answer',
    near: ['lookup ', 'name resolution', 'resolve host', '域名解析', '未知的名称'],
    pattern:
      /dial tcp: lookup (?<host>[^\s:]{1,200})(?: on \S{1,60})?: (?:no such host|server misbehaving|read udp|dial udp|i\/o timeout|Temporary failure)|(?:Temporary failure|failure) in name resolution|Could not resolve (?:host|proxy)|域名解析(?:暂时)?失败|未知的名称或服务/i,
    unless: /proxyconnect|docker daemon|docker api|error during connect|mirrorlist\.centos\.org/i,
    when: ({ said }) => !insideNode.test(said),
  },
  {
    code: 'network/dns/forged',
    near: ['31.13.', '108.160.', '199.59.14', 'face:b00c'],
    // The ranges of catalog/hosts.ts, `forgedOwners`.
    pattern:
      /dial tcp \[?(?<address>31\.13\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}|108\.160\.1(?:6\d|7[0-5])\.\d{1,3}|199\.59\.1(?:4[89]|5[01])\.\d{1,3}|2a03:2880:[0-9a-f:]{4,40})\]?:443/i,
    // A pull has failed of it.
    severity: 'error',
  },
  {
    code: 'network/subnet/none-free',
    near: ['pool overlaps', 'overlapping ipv4', 'free private network subnets'],
    pattern:
      /Pool overlaps with other one on this address space|networks have overlapping IPv4|no free private network subnets found/i,
  },
  {
    code: 'network/firewall/chain-missing',
    near: ['no chain/target/match', 'rule_append failed', 'nat chain docker'],
    pattern:
      /No chain\/target\/match by that name|RULE_APPEND failed|failed to create NAT chain DOCKER/i,
    severity: 'error',
    commands: [asRoot('systemctl', 'restart', 'docker')],
  },
  {
    code: 'network/firewall/forwarding-off',
    near: ['ipv4 forwarding is disabled', 'ipv4-ip_forward'],
    pattern:
      /WARNING: IPv4 forwarding is disabled|\[ERROR FileContent--proc-sys-net-ipv4-ip_forward\]/i,
    commands: [asRoot('sysctl', '-w', 'net.ipv4.ip_forward=1')],
  },
  {
    code: 'network/firewall/active',
    near: ['firewalld is active'],
    pattern: /firewalld is active, please ensure ports/i,
  },
  {
    code: 'network/ports/taken',
    near: [
      'address already in use',
      'already allocated',
      'ports are not available',
      'is in use',
      '地址已在使用',
      'only one usage of each socket',
    ],
    pattern:
      /:(?<port>\d{1,5}):? (?:failed: |bind: |listen tcp.{0,60}: bind: )?(?:address already in use|port is already allocated|地址已在使用)|\[ERROR Port-\d+\]: Port (?<port2>\d{1,5}) is in use|listen tcp \S{0,60}:(?<port3>\d{1,5}): bind: (?:address already|Only one usage)|ports are not available: .{0,120}:(?<port4>\d{1,5})/i,
    unless: /can't create with that IP/i,
    where: 'here',
    about: 'port',
  },
  {
    code: 'log/tls-intercepted',
    near: ['unknown authority'],
    pattern:
      /(?:https?:\/\/(?<host>[^\s/"]{1,200}).{0,300})?x509: certificate signed by unknown authority/i,
    unless:
      /minikubeCA|\[certs\]|not signed by CA|candidate authority certificate \\?"kubernetes|identity of the API Server|failed calling webhook|\.svc\b|minikube\.internal|control-plane\.|https:\/\/(?:\d{1,3}\.){3}\d{1,3}:|Unable to connect to the server/i,
    beside: 'network/dns',
    cause: 'download',
  },
  {
    code: 'log/not-tls',
    near: ['http response to https client', 'tls handshake', 'oversized record'],
    pattern:
      /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|tls: oversized record received/i,
    beside: 'network/proxy',
    cause: 'download',
  },
  {
    code: 'log/coredns-loop',
    near: ['plugin/loop'],
    pattern: /plugin\/loop: .{0,120}(?:loop detected|Loop \()/i,
    beside: 'cluster/system-pods',
    cause: 'elsewhere',
  },
  {
    code: 'log/nodeport',
    near: ['failed to connect', 'failed connect'],
    pattern:
      /curl: \((?:7|28)\) Failed (?:to )?connect to (?<host>[\w.-]{1,100})(?: port |:)(?<port>3[0-2]\d{3})/i,
    about: 'port',
    cause: 'unknown',
  },
] as const satisfies readonly Signature[]
