import { base62, human, plant, random } from './planting.ts'

const pem = (where: string, kind: string): string => {
  const body = [1, 2, 3].map((line) => random(`${where}, line ${line}`, 64))
  return `-----BEGIN ${kind}-----\n${body.join('\n')}\n-----END ${kind}-----`
}

/** The environment of a careless user. */
export const secretEnvironment: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: plant('AWS key id', `AKIA${base62('aws', 16).toUpperCase()}`),
  AWS_SECRET_ACCESS_KEY: plant('AWS secret', `${base62('aws1', 20)}/${base62('aws2', 19)}`),
  GITHUB_TOKEN: plant('GitHub token', `ghp_${base62('github', 36)}`),
  DB_PASSWORD: human('DB_PASSWORD', 'winter-2026'),
  PGPASSWORD: human('PGPASSWORD', 'summer-2025'),
  MYSQL_PWD: human('MYSQL_PWD', 'autumn-2024'),
  REGISTRY_PASS: human('REGISTRY_PASS', 'spring-2023'),
  SSH_PASSPHRASE: human('SSH_PASSPHRASE', 'one two three four'),
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: random('Alibaba secret', 30),
  DOCKER_AUTH_CONFIG: `{"auths":{"r.example":{"auth":"${random('DOCKER_AUTH_CONFIG')}"}}}`,
  VAULT_TOKEN: plant('VAULT_TOKEN', `hvs.${base62('vault', 24)}`),
  MY_API_KEY: human('MY_API_KEY', 'key-for-everything'),
  SESSION_COOKIE: random('SESSION_COOKIE'),
  TLS_PRIVATE: random('TLS_PRIVATE'),
  DATABASE_URL: `postgres://app:${human('DATABASE_URL', 'elephant-9')}@db.example/app`,
  REDIS_URL: `redis://:${human('REDIS_URL', 'dictionary-7')}@cache.example:6379`,
  SENTRY_DSN: `https://${random('SENTRY_DSN')}@sentry.example/42`,
  http_proxy: `http://jo:${human('http_proxy', 'squid-ink')}@127.0.0.1:9`,
  HTTP_PROXY: `http://jo:${human('HTTP_PROXY', 'squid-pen')}@127.0.0.1:9`,
  HTTPS_PROXY: `http://jo:${encodeURIComponent(human('HTTPS_PROXY', 'p@ss:w/rd'))}@127.0.0.1:9`,
  ALL_PROXY: `socks5://jo:${human('ALL_PROXY', 'socks-and-shoes')}@127.0.0.1:9`,
}

/** What tools say when they say too much: text lines. */
export const secretLines: readonly string[] = [
  `Authorization: Bearer ${human('bearer header', 'plain-word-bearer')}`,
  `> authorization: basic ${random('basic header')}`,
  `Proxy-Authorization: Basic ${random('proxy header')}`,
  `Cookie: sid=${human('cookie', 'crumbs-of-a-cookie')}; theme=dark`,
  `Set-Cookie: sid=${human('set-cookie', 'fresh-cookie')}; HttpOnly`,
  `X-Registry-Auth: ${random('registry header')}`,
  `X-Auth-Token=${human('token header', 'header-word')}`,
  `Get "https://bob:${human('url in quotes', 'quoted-word')}@registry.example/v2/": dial tcp: refused`,
  `proxyconnect tcp: http://bob:${human('url with an at sign', 'at@sign')}@proxy.example:3128: EOF`,
  `using proxy http://bob:${human('url with a slash', 'sl/ash-word')}@proxy.example:3128`,
  `GET https://store.example/blob?X-Amz-Signature=${random('signed url')}&x=1`,
  `open https://example.org/cb#access_token=${human('url fragment', 'fragment-word')}`,
  `https://hooks.slack.example/services/T024BE7LD/B024BE7LH/${random('webhook', 24)}`,
  `password=${human('password=', 'lower-word')} next`,
  `Password: ${human('Password:', 'colon-word')}`,
  `passwd "${human('passwd quoted', 'two words here')}"`,
  `invalid token "${human('token quoted', 'quoted-token-word')}"`,
  `machine r.example login bob password ${human('netrc', 'netrc-word')}`,
  `docker login -u bob -p ${human('docker login -p', 'short-flag-word')} r.example`,
  `docker login --password ${human('docker login --password', 'long-flag-word')} r.example`,
  `curl -u bob:${human('curl -u', 'curl-word')} https://r.example`,
  `curl --user=bob:${human('curl --user', 'curl-user-word')} https://r.example`,
  `client_secret: '${human('client_secret', 'client-word')}'`,
  `apiKey=${human('apiKey', 'camel-word')}`,
  `secretAccessKey: ${human('secretAccessKey', 'access-word')}`,
  `pass: ${human('pass:', 'pass-word-1')}`,
  `密码:${human('Chinese password', 'mima-word')}`,
  `口令是 ${human('Chinese passphrase', 'kouling-word')}`,
  `    client-key-data: ${random('client-key-data', 60)}`,
  `    token: ${human('kubeconfig token', 'kube-word')}`,
  `bootstrap ${plant('bootstrap token', '07401b.f395accd246ae52d')} accepted`,
  `jwt eyJ${base62('jwt1', 30)}.eyJ${base62('jwt2', 40)}.${random('JWT', 43)}`,
  `key ${plant('AWS key in text', `ASIA${base62('aws3', 16).toUpperCase()}`)} is expired`,
  `npm ${plant('npm token', `npm_${base62('npm', 36)}`)} and ${plant('GitLab token', `glpat-${base62('glpat', 20)}`)}`,
  `slack ${plant('Slack token', `xoxb-1234567890-${base62('slack', 24)}`)}`,
  `aliyun ${plant('Alibaba key id', `LTAI${base62('ltai', 20)}`)}`,
  `hash ${plant('hex token', '3f2a9c81d7e64b05a1c2e3f4d5b69788')} of nothing`,
  `base64 ${random('base64 with signs', 12)}+${random('base64, second half', 20)}==`,
]

/** Keys, whole, on one line, and cut off. */
export const secretBlocks: readonly string[] = [
  pem('RSA key', 'RSA PRIVATE KEY'),
  pem('certificate', 'CERTIFICATE'),
  `key: ${pem('key on one line', 'PRIVATE KEY').replaceAll('\n', String.raw`\n`)} end`,
  pem('key that was cut off', 'EC PRIVATE KEY').replace(/\n-----END.*/, ''),
]

const fields = (of: string) => ({
  Labels: [`token=${random(`${of} label`)}`],
  HttpProxy: `http://bob:${human(`${of} proxy`, `${of}-proxy-word`)}@proxy.example:3128`,
  RegistryConfig: { auth: random(`${of} auth`), Mirrors: [] },
  Name: `password=${human(`${of} name`, `${of}-name-word`)}`,
  Status: `Get "https://u:${human(`${of} status`, `${of}-status-word`)}@h/": EOF`,
  reason: `token ${random(`${of} reason`)}`,
  message: random(`${of} message`),
  ServerErrors: [random(`${of} error`)],
})

/** What tools answer as JSON; the shape of docker's, so that it is understood. */
export const secretJson: readonly object[] = [
  {
    Client: {
      Version: '28.2.2',
      ApiVersion: '1.41',
      Os: 'linux',
      Arch: 'amd64',
      ...fields('client'),
    },
    Server: {
      Version: '20.10.24',
      ApiVersion: '1.41',
      Os: 'linux',
      Arch: 'amd64',
      ...fields('server'),
    },
    clientVersion: { gitVersion: 'v1.23.3', ...fields('kubectl') },
    minikubeVersion: 'v1.25.2',
    NCPU: 8,
    MemTotal: 16_624_308_224,
    ...fields('info'),
  },
]

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- {name: minikube, cluster: {server: 'https://192.168.49.2:8443', certificate-authority-data: ${random('authority data', 60)}}}
contexts:
- {name: minikube, context: {cluster: minikube, user: minikube}}
current-context: minikube
users:
- name: minikube
  user:
    client-certificate-data: ${random('certificate data', 60)}
    client-key-data: ${random('key data', 60)}
- name: cloud
  user:
    token: ${human('kubeconfig file token', 'cloud-token-word')}
    password: "${human('kubeconfig password', 'cloud password word')}"
    exec: {command: login, args: [--secret, ${human('kubeconfig exec', 'exec-word')}], env: [{name: CLOUD, value: ${human('kubeconfig exec env', 'exec-env-word')}}]}
`

/** Files below a home, with everything a file can hold. */
export const secretFiles: Readonly<Record<string, string>> = {
  '.docker/config.json': JSON.stringify({
    auths: {
      'r.example': { auth: random('docker auth'), identitytoken: random('identity token') },
    },
    HttpHeaders: { 'X-Meta': human('docker header', 'header-meta-word') },
    proxies: { default: { httpProxy: `http://bob:${human('docker proxy', 'docker-squid')}@p:1` } },
    currentContext: 'default',
  }),
  '.kube/config': kubeconfig,
  '.minikube/config/config.json': JSON.stringify({
    driver: 'docker',
    'insecure-registry': `https://u:${human('minikube config', 'config-word')}@r.example`,
    token: human('minikube token', 'minikube-word'),
  }),
  '.minikube/profiles/minikube/config.json': JSON.stringify({
    Name: 'minikube',
    Driver: 'docker',
    DockerEnv: [`HTTP_PROXY=http://u:${human('profile env', 'profile-word')}@p:1`],
    KubernetesConfig: {
      ExtraOptions: [{ Key: 'token', Value: human('extra option', 'extra-word') }],
    },
  }),
  '.minikube/certs/key.pem': pem('minikube key', 'RSA PRIVATE KEY'),
  '.netrc': `machine h login u password ${human('.netrc', 'home-netrc-word')}\n`,
}

/** A profile somebody wrote secrets into, and an address that carries one. */
export const secretProfile = JSON.stringify({
  id: 'course',
  token: human('profile token', 'profile-token-word'),
  pair: { minikube: `v1 password=${human('profile pair', 'profile-pair-word')}`, kubernetes: 7 },
})
export const secretProfileUrl = `https://bob:${human('profile URL', 'profile-url-word')}@127.0.0.1:9/p.json?sig=${random('profile signature')}`

/** What a bug of our own could carry. */
export const secretError = `cannot read password=${human('crash', 'crash-word')} of ${random('crash, unlabelled')}`
