import type { WriteHost } from '../../src/model/write-host.ts'
import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { exitCode } from '../../src/engine/readiness.ts'
import { engine } from '../../src/engine/steps/stale.ts'
import type { Machine } from '../../src/host/machine.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { testInterpreters } from '../support/repairing.ts'
import { runOn } from '../support/rounds.ts'
import { writableMachine } from '../support/writable-machine.ts'

const becoming = (name: string) => (): Machine => readMachine(name).machine

test('an engine that is not running is started, then its socket opened to the user, in one run', async () => {
  const { host, changed } = writableMachine(readMachine('docker-not-running').machine, {
    'systemctl start docker.service': becoming('docker-not-in-group'),
    'usermod -aG docker jane': becoming('ubuntu-22.04'),
  })
  let regrouped = 0
  const own: WriteHost = {
    ...host,
    afterLogin: async () => {
      regrouped += 1
      return host
    },
  }
  const report = await runOn(own, checks, {
    interpreters: {
      ...testInterpreters,
      service: { ...testInterpreters.service, stale: engine },
    },
  })
  expect(changed).toEqual(['systemctl start docker.service', 'usermod -aG docker jane'])
  expect(
    report.repair?.rounds.map(({ fixes }) => fixes.map(({ fix, result }) => [fix.fix, result])),
  ).toEqual([[['start-docker', 'fixed']], [['join-docker-group', 'fixed']]])
  expect({ ready: report.ready, regrouped, exit: exitCode(report) }).toEqual({
    ready: true,
    regrouped: 1,
    exit: 0,
  })
})

test.for([
  ['docker-absent', {}, ['packages docker.io', 'service systemd']],
  [
    'docker-absent',
    { '/run/systemd/system': null, '/etc/group': 'root:x:0:\n' },
    ['packages docker.io', 'service sysv', 'group-member jane'],
  ],
  [
    'docker-absent-blocked-packages',
    {},
    [
      'write-file /etc/apt/keyrings/k8s-doctor-docker.asc',
      'deb [signed-by=/etc/apt/keyrings/k8s-doctor-docker.asc] https://mirrors.aliyun.com/docker-ce/linux/ubuntu jammy stable',
      'packages docker-ce docker-ce-cli containerd.io',
      'service systemd',
    ],
  ],
  [
    'rocky-9-docker-absent',
    { '/run/systemd/system': null },
    [
      'write-file /etc/pki/rpm-gpg/RPM-GPG-KEY-k8s-doctor-docker',
      'write-file /etc/yum.repos.d/k8s-doctor-docker.repo',
      'packages docker-ce docker-ce-cli containerd.io',
      'group-member jane',
    ],
  ],
] as const)(
  'an engine is installed, started and opened to the user in one round: %#',
  async ([name, files, steps]) => {
    const recorded = readMachine(name)
    const present = Object.entries({ ...recorded.machine.files, ...files }).flatMap(
      ([path, file]) => (file === null ? [] : [[path, file] as const]),
    )
    const machine = { ...recorded.machine, files: Object.fromEntries(present) }
    const { plan } = await diagnoseMachine({ ...recorded, machine })
    const words = plan
      .filter(({ fix }) => fix === 'install-docker')
      .flatMap((fix) => fix.steps)
      .map((step) => {
        if (step.kind === 'packages') return `packages ${step.packages.join(' ')}`
        if (step.kind === 'write-file')
          return step.content.startsWith('deb ') ? step.content.trim() : `write-file ${step.path}`
        if (step.kind === 'service') return `service ${step.manager ?? ''}`
        return step.kind === 'group-member' ? `group-member ${step.user}` : step.kind
      })
    expect(words).toEqual(steps)
  },
)
