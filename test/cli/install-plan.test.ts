import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { http } from '../http/servers.ts'
import { eventsIn, kubectl, machine, path, serve, treeOf } from '../support/installing.ts'

test('--dry-run says what, from where and whereto, and changes nothing', async () => {
  const { folder, bin, install } = machine()
  const before = treeOf(folder)
  const { code, stdout, stderr } = await install('--dry-run', '--mirror', 'http://127.0.0.1:9/x/')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`${bin}/kubectl`)
  expect(stdout).toContain(kubectl.sha256)
  expect(stdout).toMatch(/replaces +nothing\n/)
  const first = stdout.indexOf(`http://127.0.0.1:9/x/${path}`)
  expect(first).toBeGreaterThan(0)
  expect(stdout.indexOf(`https://dl.k8s.io/release/${path}`)).toBeGreaterThan(first)
  expect(treeOf(folder)).toEqual(before)
})

test('--dry-run names the size that a source tells, also one that is asked in vain by HEAD', async () => {
  for (const headless of [false, true]) {
    const answer = serve({ [`/${path}`]: kubectl.bytes })
    await using mirror = await http((request, response) => {
      if (headless && request.method === 'HEAD') response.writeHead(405).end()
      else answer(request, response)
    })
    const { install } = machine()
    const at = ['--dry-run', '--mirror', `http://127.0.0.1:${mirror.port}`] as const
    expect((await install(...at)).stdout).toMatch(/size +4\.9 KiB\n/)
    const [plan] = eventsIn(await install('--json', ...at))
    expect(plan).toMatchObject({ kind: 'plan', size: kubectl.bytes.length })
  }
})

test('--dry-run --json is one object, and tells what would be replaced', async () => {
  const { bin, install } = machine()
  mkdirSync(bin)
  writeFileSync(join(bin, 'kubectl'), kubectl.bytes)
  const [plan, ...rest] = eventsIn(await install('--dry-run', '--json'))
  expect(rest).toEqual([])
  expect(plan).toMatchObject({
    kind: 'plan',
    version: 'v1.99.3',
    sha256: kubectl.sha256,
    path: join(bin, 'kubectl'),
    present: { kind: 'same' },
  })
})

test.runIf(process.platform === 'linux')(
  'without --bin-dir the place is root’s for root and else the user’s own',
  async () => {
    const { env, run } = machine()
    const { stdout } = await run(['install', 'kubectl', '--dry-run'])
    const place = process.getuid?.() === 0 ? '/usr/local/bin' : `${env['HOME']}/.local/bin`
    expect(stdout).toContain(`${place}/kubectl`)
  },
)

test.for([
  [['install', 'docker'], 'install knows minikube, kubectl, not "docker"'],
  [['uninstall', 'docker'], 'uninstall knows minikube, kubectl, not "docker"'],
  [['install', 'kubectl', 'latest'], '"latest" is no version'],
  [['install', 'kubectl', 'v1.23'], '"v1.23" is no version'],
  [['install', 'kubectl', 'v1.23.99'], 'The nearest version that it can install is v1.23.17'],
  [['install', 'kubectl', 'v1.23.99', '--lang', 'zh'], '能安装的最接近的版本是 v1.23.17'],
  [['install', 'kubectl', '--mirror', 'http://mirror.example'], 'is no mirror'],
  [['install', 'kubectl', '--mirror', 'https://user:secret@a.example'], 'is no mirror'],
  [['install', 'kubectl', '--mirror', '/does/not/exist'], 'there is no folder /does/not/exist'],
  [['install', 'minikube', '--link'], '--link is for kubectl only'],
  [['install', 'minikube', '--alias', '--lang', 'zh'], '--alias 只用于 kubectl'],
  [['install', 'kubectl', '--link'], 'a link needs a minikube'],
  [['install', 'kubectl', '--completion', '--dry-run'], 'SHELL says "/bin/dash"', '/bin/dash'],
] as const)('%j is refused with one sentence', async ([args, said, shell = '/bin/bash']) => {
  const { folder, run } = machine({ SHELL: shell })
  const before = treeOf(folder)
  const { code, stdout, stderr } = await run([...args, '--bin-dir', join(folder, 'tools')])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
  expect(stderr).not.toContain('secret')
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(treeOf(folder)).toEqual(before)
})

test('--beside keeps a version beside the one on PATH', async () => {
  const { install } = machine({ XDG_DATA_HOME: '/nowhere' })
  const { stdout } = await install('--beside', '--dry-run')
  const data = process.getuid?.() === 0 ? '/usr/local/share' : '/nowhere'
  expect(stdout).toContain(`${data}/k8s-doctor/tools/kubectl/v1.99.3/kubectl`)
})
