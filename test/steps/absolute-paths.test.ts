import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createLocalHost } from '../../src/host/local.ts'
import { createWriteHost } from '../../src/host/write.ts'
import type { Argv } from '../../src/model/value.ts'

const names = ['MINIKUBE_HOME', 'KUBECONFIG', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH'] as const
const argv: Argv = ['sh', '-c', names.map((name) => `echo "$${name}"`).join('; ')]

const lines = ({ stdout }: { readonly stdout: string }) => stdout.trimEnd().split('\n')

/** What we read by, what a question gets, and what a command that changes something gets. */
const seen = async (given: Readonly<Record<string, string>>) => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...given }
  const read = createLocalHost(env)
  const write = createWriteHost(env, read)
  const options = { deadlineMs: 20_000 }
  const [asked, changed] = await Promise.all([
    read.run(argv, options),
    write.runChanging(argv, options),
  ])
  return [names.map((name) => read.env[name] ?? ''), lines(asked), lines(changed)]
}

test('a relative path starts from the folder of the shell, whoever reads it', async () => {
  const absolute = [
    resolve('mine'),
    [resolve('config'), '', '/etc/config', resolve('../more')].join(':'),
    resolve('docker'),
    resolve('certs'),
  ]
  const all = await seen({
    MINIKUBE_HOME: './mine/',
    KUBECONFIG: 'config::/etc/config:../more',
    DOCKER_CONFIG: 'docker',
    DOCKER_CERT_PATH: 'certs',
  })
  expect(all).toEqual([absolute, absolute, absolute])
})

test('what is absolute, empty or not set stays so', async () => {
  const given = ['/data/with:colon', '', '/home/jane/.docker']
  const [home = '', files = '', config = ''] = given
  const all = await seen({ MINIKUBE_HOME: home, KUBECONFIG: files, DOCKER_CONFIG: config })
  for (const each of all) expect(each.slice(0, 3)).toEqual(given)
})
