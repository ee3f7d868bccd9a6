import { expect, test } from 'vitest'
import { parsePorts } from '../../src/facts/docker-objects.ts'
import { complaint } from '../../src/facts/kube-api.ts'
import { parseKubeconfig } from '../../src/facts/parse-kubeconfig.ts'
import { parseProfileList, parseStatus } from '../../src/facts/minikube-status.ts'
import { parseProfile } from '../../src/facts/profiles.ts'
import { sandboxImage } from '../../src/facts/system-pods.ts'

const node = (name: string, host: string, rest = host) =>
  JSON.stringify({
    Name: name,
    Host: host,
    Kubelet: rest,
    APIServer: rest,
    Kubeconfig: rest,
    Worker: false,
  })
const event = (kind: string, message: string, more = {}) =>
  JSON.stringify({
    specversion: '1.0',
    id: '58d20877',
    source: 'https://minikube.sigs.k8s.io/',
    type: `io.k8s.sigs.minikube.${kind}`,
    datacontenttype: 'application/json',
    data: { message, ...more },
  })
const notFound = [
  event('info', 'Profile "minikube" not found. Run "minikube profile list" to view all profiles.'),
  event('info', 'To start a cluster, run: "minikube start"'),
].join('\n')

test.for<readonly [string, string, readonly (readonly [string, string])[] | undefined]>([
  ['one node', node('minikube', 'Running'), [['minikube', 'Running']]],
  [
    'two nodes',
    `[${node('minikube', 'Running')},${node('minikube-m02', 'Stopped')}]`,
    [
      ['minikube', 'Running'],
      ['minikube-m02', 'Stopped'],
    ],
  ],
  ['container gone, up to v1.34', node('minikube', 'Nonexistent'), [['minikube', 'Nonexistent']]],
  ['container gone, from v1.35 on; no node in the profile', 'null', []],
  ['nothing', '', []],
  ['no profile, CloudEvents', notFound, []],
  [
    'no profile, plain text',
    '* Profile "minikube" not found. Run "minikube profile list" to view all profiles.\n',
    [],
  ],
  ['no profile, v1.13.1', '* There is no local cluster named "minikube"\n', []],
  [
    'damaged profile',
    event('error', 'unmarshal: unexpected end of JSON input', { name: 'HOST_CONFIG_LOAD' }),
    undefined,
  ],
  ['something else', 'panic: runtime error', undefined],
])('status: %s', ([, stdout, wanted]) => {
  expect(parseStatus(stdout)?.map(({ name, host }) => [name, host])).toEqual(wanted)
})

const config = { Name: 'minikube', Driver: 'docker', Nodes: [] }

test.for<readonly [string, string, readonly unknown[] | undefined]>([
  ['none, but a profiles folder', '{"invalid":[],"valid":[]}', []],
  [
    'no profiles folder (exit 80)',
    '{"error":{"Op":"open","Path":"/home/jane/.minikube/profiles","Err":2}}',
    [],
  ],
  [
    'one valid',
    JSON.stringify({
      invalid: [],
      valid: [{ Name: 'minikube', Status: 'Running', Config: config }],
    }),
    [{ name: 'minikube', status: 'Running', valid: true }],
  ],
  [
    'v1.35 and later',
    JSON.stringify({
      invalid: [],
      valid: [
        { Name: 'minikube', Status: 'OK', Config: config, Active: false, ActiveKubeContext: true },
      ],
    }),
    [{ name: 'minikube', status: 'OK', valid: true }],
  ],
  [
    'one invalid',
    '{"invalid":[{"Name":"minikube","Status":"","Config":null}],"valid":[]}',
    [{ name: 'minikube', status: '', valid: false }],
  ],
  ['no list', '* No minikube profile was found.', undefined],
])('profile list: %s', ([, stdout, wanted]) => {
  expect(parseProfileList(stdout)).toEqual(wanted)
})

test.for<readonly [string, string | undefined, object]>([
  ['no file', undefined, { why: 'absent' }],
  ['cut short', '{"Name":"minikube","Dri', { why: 'damaged' }],
  ['empty file', '', { why: 'damaged' }],
  ['empty object', '{}', { why: 'incomplete', field: 'Driver' }],
  [
    'a node without Kubernetes',
    '{"Driver":"docker","Nodes":[{"Name":"","IP":""}]}',
    { why: 'incomplete', field: 'KubernetesVersion' },
  ],
  [
    'minikube v1.6: one node, old names',
    '{"VMDriver":"kvm","KubernetesConfig":{"KubernetesVersion":"v1.17.0","NodeIP":"192.168.39.2","NodePort":8443}}',
    {
      driver: 'kvm2',
      kubernetes: 'v1.17.0',
      nodes: [{ machine: 'minikube', ip: '192.168.39.2', port: 8443, controlPlane: true }],
    },
  ],
  [
    'two nodes',
    '{"Driver":"docker","Nodes":[{"Name":"","IP":"192.168.49.2","Port":6443,"KubernetesVersion":"v1.23.3","ControlPlane":true},{"Name":"m02","IP":"192.168.49.3","Port":0,"KubernetesVersion":"v1.23.3"}]}',
    {
      driver: 'docker',
      nodes: [
        { machine: 'minikube', ip: '192.168.49.2', port: 6443, controlPlane: true },
        { machine: 'minikube-m02', ip: '192.168.49.3', port: 8443, controlPlane: false },
      ],
    },
  ],
  [
    'other names of the API server',
    '{"Driver":"docker","KubernetesConfig":{"APIServerName":"lab.example.edu","APIServerHAVIP":"192.168.49.254"},"Nodes":null}',
    { apiNames: ['lab.example.edu', '192.168.49.254'] },
  ],
])('config.json: %s', ([, content, wanted]) => {
  expect(parseProfile('minikube', '/p/config.json', content)).toMatchObject(wanted)
})

test.for<readonly [string, readonly (readonly [number, number])[]]>([
  ['', []],
  [
    '127.0.0.1:32772->22/tcp, 127.0.0.1:32770->8443/tcp',
    [
      [32772, 22],
      [32770, 8443],
    ],
  ],
  [
    '0.0.0.0:8443->8443/tcp, :::8443->8443/tcp, 2376/tcp',
    [
      [8443, 8443],
      [8443, 8443],
    ],
  ],
  [
    '127.0.0.1:30000-30001->30000-30001/tcp, 127.0.0.1:53->53/udp',
    [
      [30000, 30000],
      [30001, 30001],
    ],
  ],
])('ports %s', ([ports, wanted]) => {
  expect(parsePorts(ports).map(({ host, container }) => [host, container])).toEqual(wanted)
})

test.for<readonly [string, string, object]>([
  ['empty', '', { currentContext: undefined, contexts: [], clusters: [] }],
  ['only a comment', '# nothing yet\n', { contexts: [] }],
  ['null lists', 'clusters: null\ncontexts: null\nusers: null\n', { clusters: [] }],
  ['a tab', 'clusters:\n\tserver: x\n', { line: 2, column: 1 }],
  ['no mapping', 'hello\n', { line: 1, column: 1 }],
  ['an alias to nothing', 'current-context: *gone\n', { line: 1, column: 1 }],
  ['JSON', '{"current-context":"minikube"}', { currentContext: 'minikube' }],
])('kubeconfig: %s', ([, content, wanted]) => {
  expect(parseKubeconfig('/c', content)).toMatchObject(wanted)
})

test('a kubeconfig is read without its secrets', () => {
  const content = `
current-context: prod
contexts: [{ name: prod, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: 'https://10.0.0.1', certificate-authority-data: c2VjcmV0 } }]
users: [{ name: u, user: { token: secret } }]
`
  expect(JSON.stringify(parseKubeconfig('/c', content))).not.toMatch(/secret|c2VjcmV0|"u"/)
})

test.for([
  [
    'Error from server (InternalError): an error on the server ("[+]ping ok\\n[-]etcd failed: reason withheld\\n[+]log ok\\nreadyz check failed") has prevented the request from succeeding\n',
    'etcd failed: reason withheld',
  ],
  [
    'The connection to the server 127.0.0.1:32770 was refused - did you specify the right host or port?\n',
    'The connection to the server 127.0.0.1:32770 was refused - did you specify the right host or port?',
  ],
  [
    'W1120 deprecated\nUnable to connect to the server: x509: certificate has expired or is not yet valid\n',
    'Unable to connect to the server: x509: certificate has expired or is not yet valid',
  ],
] as const)('kubectl: %s', ([stderr, wanted]) => {
  expect(complaint(stderr)).toBe(wanted)
})

test.for([
  [
    'dockershim',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed pulling image "k8s.gcr.io/pause:3.6": Error response from daemon: Get "https://k8s.gcr.io/v2/": net/http: request canceled',
    'k8s.gcr.io/pause:3.6',
  ],
  [
    'containerd',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9"',
    'registry.k8s.io/pause:3.9',
  ],
  [
    'no image',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to set up sandbox container network for pod "x": cni config uninitialized',
    undefined,
  ],
] as const)('sandbox: %s', ([, message, wanted]) => {
  expect(sandboxImage(message)).toBe(wanted)
})
