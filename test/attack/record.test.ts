import { redactMachine } from '../../src/cli/redact-machine.ts'
import { recordFiles } from '../../src/host/recording-files.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { readMachine } from '../support/machine-file.ts'
import { human, leaksIn, random } from '../support/planting.ts'
import { attack } from './support/attack.ts'

/** Docker's, Kubernetes' and clouds' own keys, in the files and answers in which they stand. */
const keys: readonly (readonly [string, (secret: string) => object])[] = [
  [
    'splunk-token',
    (secret) => ({ 'log-driver': 'splunk', 'log-opts': { 'splunk-token': secret } }),
  ],
  [
    'client-secret',
    (secret) => ({ user: { 'auth-provider': { config: { 'client-secret': secret } } } }),
  ],
  ['id-token', (secret) => ({ config: { 'id-token': secret, 'refresh-token': 'x' } })],
  ['accessToken', (secret) => ({ config: { accessToken: secret } })],
  ['AccessKey', (secret) => ({ storage: { AccessKey: secret } })],
  ['secretKey', (secret) => ({ storage: { secretKey: secret } })],
  ['clientSecret', (secret) => ({ oidc: { clientSecret: secret } })],
  ['JoinTokens', (secret) => ({ Swarm: { JoinTokens: { Worker: secret, Manager: 'x' } } })],
  ['registryPassword', (secret) => ({ registryPassword: secret })],
  ['passphrase', (secret) => ({ key: { passphrase: secret } })],
  ['AccountKey', (secret) => ({ AccountKey: secret })],
  ['db_pw', (secret) => ({ db_pw: [secret] })],
]
const places: Readonly<Record<string, (home: string, text: string) => object>> = {
  'daemon.json': (_, text) => ({ files: { '/etc/docker/daemon.json': text } }),
  kubeconfig: (home, text) => ({ files: { [`${home}/.kube/config`]: text } }),
  'docker config': (home, text) => ({ files: { [`${home}/.docker/config.json`]: text } }),
  'minikube config': (home, text) => ({
    files: { [`${home}/.minikube/config/config.json`]: text },
  }),
  'an answer of docker': (_, text) => ({ runs: { 'docker info': { stdout: text } } }),
  'an answer over lines': (_, text) => ({
    runs: { tool: { stdout: JSON.stringify(JSON.parse(text), null, 2) } },
  }),
  'an answer as data': (_, text) => ({ runs: { tool: { json: JSON.parse(text) } } }),
  'a body': (_, text) => ({
    gets: { 'GET https://x.example/': { ok: true, status: 200, headers: {}, body: text, ms: 1 } },
  }),
}

attack('secrets under keys of every kind, in a record', {
  all: keys.flatMap(([key, write], row) =>
    Object.keys(places).flatMap((place, column) =>
      [
        human(`${key} in ${place}`, `meadow-walk-${row}-${column}`),
        random(`${key} in ${place}, random`, 24),
      ].map((secret) => ({ write, place, secret })),
    ),
  ),
  make: ({ write, place, secret }) => {
    const { machine } = readMachine('ubuntu-22.04')
    const text = JSON.stringify(write(secret))
    const more = places[place]?.(machine.identity.subject.home, text) ?? {}
    return leaksIn(JSON.stringify(redactMachine({ ...machine, ...more }, [])))
  },
})

/** What tells whose machine and network this is: in the variables, files, answers and addresses of a record, and what it says instead. */
const internal = {
  'git-7.corp.example': 'a name exempt from the proxy',
  'build.deep.corp.example': 'a host below an exempt domain',
  'wiki.intra.uni.example': 'another host of the own domain',
  'nas.search.example': 'a host of a search domain',
  'aa-bb-cc-dd-ee-0f': 'an address of a network card',
  '0a:1b:2c:3d:4e:5f': 'an address of a network card',
} as const

attack('names of the internal network, in a record', {
  all: Object.entries(internal).flatMap(([name, what]) =>
    ['NO_PROXY', 'stdout', 'stderr', 'file', 'body', 'lookup', 'certificate'].map((place) => ({
      name,
      what,
      place,
    })),
  ),
  make: ({ name, what, place }) => {
    const { machine } = readMachine('ubuntu-22.04')
    const text = `dial tcp ${name}:443: refused`
    const recorded = JSON.stringify(
      redactMachine(
        {
          ...machine,
          identity: { ...machine.identity, hostname: 'pc-9.intra.uni.example' },
          env: {
            ...machine.env,
            NO_PROXY: `localhost,.corp.example,git-7.corp.example,10.0.0.0/8${place === 'NO_PROXY' ? `,${name}` : ''}`,
          },
          files: {
            ...machine.files,
            '/etc/resolv.conf': `search search.example\n${place === 'file' ? text : ''}`,
          },
          runs: { [`curl ${name}`]: { [place === 'stderr' ? 'stderr' : 'stdout']: text } },
          gets: {
            [`GET https://${name}/`]: { ok: true, status: 200, headers: {}, body: text, ms: 1 },
          },
          lookups: { [name]: ['203.0.113.7'] },
          certificates: {
            [`${name}:443`]: { ok: true, subject: `CN=${name}`, issuer: `O=${name}`, ms: 1 },
          },
        },
        [],
      ),
    )
    return [
      ...(recorded.includes(name) ? [`${what} is shown, in ${place}`] : []),
      ...['corp.example', 'uni.example', 'search.example', 'pc-9'].flatMap((part) =>
        recorded.includes(part) ? [`${part} is shown`] : [],
      ),
    ]
  },
})

attack('a path as deep as one may be, recorded without asking twice', {
  all: [30, 300, 1500],
  make: async (depth) => {
    const { machine } = readMachine('ubuntu-22.04')
    let asked = 0
    // Nothing of it is there, as of a home that is to be made.
    const { questions } = recordFiles({
      ...createReplayHost(machine),
      realpath: async () => {
        asked += 1
        return undefined
      },
      statfs: async () => undefined,
    })
    for (let level = depth; level > 0; level -= 1)
      await questions.statfs(`/tmp${'/a'.repeat(level)}`)
    return asked <= 2 * depth ? [] : [`${depth} folders deep: ${asked} questions`]
  },
})
