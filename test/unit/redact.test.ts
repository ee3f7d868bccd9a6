import { expect, test } from 'vitest'
import { showOutput } from '../../src/report/evidence.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { keepPlainWords, scrubSecrets } from '../../src/report/scrub.ts'
import { secretsIn } from '../../src/report/secrets-in.ts'
import { command, url } from '../../src/model/value.ts'

const identities = { users: [{ name: 'jane', home: '/home/jane' }], hostname: 'jane-laptop.lan' }
const forReport = reportRedactor([], identities)

test.for<[string, string]>([
  ['http://jane:hunter2@proxy:8080', 'http://***@proxy:8080'],
  ['https://x.io/blob?X-Signature=abc', 'https://x.io/blob?***'],
  ['Authorization: Bearer abcdef123456', 'Authorization: ***'],
  ['"password": "correct horse"', '"password": ***'],
  ['docker login --password hunter2', 'docker login --password ***'],
  ['token=abc;next', 'token=***;next'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----', '***'],
  ['-----BEGIN CERTIFICATE-----\ncut off', '***'],
  ['ghp_abcdefABCDEF0123456789', '***'],
  ['AKIAIOSFODNN7EXAMPLE', '***'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc', '***'],
  ['a8f5f167f44f4964e6c998dee827110c', '***'],
])('%s', ([raw, shown]) => {
  expect(scrubSecrets(raw, [])).toBe(shown)
})

test.for([
  'minikube start --kubernetes-version=v1.23.3 --driver=docker --force',
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  'registry.cn-hangzhou.aliyuncs.com/google_containers/kicbase:v0.0.30',
  'sha256:02c921df998f95e849058af14de7045efc3954d90320967418a0d1f182bbc0b2',
  'Docker 20.10.24+dfsg1, containerd 1.6.20~ds1',
  '/var/lib/docker/overlay2',
])('keeps: %s', (raw) => {
  expect(scrubSecrets(raw, [])).toBe(raw)
  expect(keepPlainWords(raw)).toBe(raw)
})

test('a sha512 is no secret', () => {
  const digest =
    '6b3103ade6e0d7d918461ae33978636343b3d122dda5a68287c21eaba7c6abc2de49277828640e4d25904134aa4311665615ac78783b5fec48314bb3ce09a3ee'
  expect(scrubSecrets(`sha512 ${digest}`, [])).toBe(`sha512 ${digest}`)
})

test('what an environment betrays', () => {
  const secrets = secretsIn({
    GITHUB_TOKEN: 'abcd1234',
    HTTPS_PROXY: 'http://jane:p%40ss@proxy:3128',
    PATH: '/usr/bin',
    DB_PASSWORD: 'x1',
    SSH_AUTH_SOCK: '/tmp/agent',
  })
  expect(secrets).toEqual(['jane:p%40ss', 'abcd1234', 'p%40ss', 'p@ss'])
  expect(scrubSecrets('said p@ss', secrets)).toBe('said ***')
})

test.for<[string, string]>([
  ['/home/jane/.kube/config', '/home/user-1/.kube/config'],
  ['jane@jane-laptop: denied', 'user-1@host-1: denied'],
  ['/home/bob/.minikube', '/home/user-elsewhere-1/.minikube'],
  ['dial 10.1.2.3:443 and 10.1.2.3', 'dial address-1:443 and address-1'],
  ['192.168.49.2:8443 and 172.17.0.1', '192.168.49.2:8443 and 172.17.0.1'],
  ['mail jane.doe@example.org', 'mail email'],
  ['/root/.kube and user root', '/root/.kube and user root'],
])('a report shows %s as %s', ([raw, shown]) => {
  expect(reportRedactor([], identities).leaf({ tag: 'path', value: raw }).value).toBe(shown)
})

test('the terminal keeps names, so that commands can be copied', () => {
  const leaf = terminalRedactor([]).leaf(command(['chown', '-R', 'jane', '/home/jane/.minikube']))
  expect(leaf.value).toEqual(['chown', '-R', 'jane', '/home/jane/.minikube'])
})

test('of JSON only telling keys are shown', () => {
  const output = JSON.stringify({
    Version: '24.0.7',
    Labels: ['owner=jane'],
    HttpProxy: 'http://a:b@c',
  })
  expect(showOutput({ kind: 'run', asked: url('x'), began: 0, ms: 0, output }, forReport)).toBe(
    'Version=24.0.7',
  )
})

test('text of a tool keeps only what is plain', () => {
  expect(forReport.text('level=error x9Kd82mQp4Lz7 done')).toBe('level=error … done')
})
