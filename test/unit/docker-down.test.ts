import { expect, test } from 'vitest'
import { dockerDown } from '../../src/facts/docker-down.ts'
import type { DockerDown } from '../../src/facts/docker-down.ts'
import { readFact } from '../support/read-fact.ts'

const complaint =
  "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: registry_mirrors, dnss"

/** A machine whose engine an init script starts, and that is down. */
const down = (log: string, config?: string): Promise<DockerDown | undefined> =>
  readFact(dockerDown, {
    env: { PATH: '/usr/bin' },
    files: {
      '/usr/bin/docker': { mode: 0o755, sha256: 'x', size: 1 },
      '/etc/init.d/docker': { mode: 0o755, text: '' },
      '/usr/sbin/service': { mode: 0o755, text: '' },
      '/var/log/docker.log': log,
      ...(config === undefined ? {} : { '/etc/docker/daemon.json': config }),
    },
    runs: {
      'docker version --format {{json .}}': {
        exitCode: 1,
        stderr:
          'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
        json: { Server: null },
      },
      'tail -n 5 /var/log/docker.log': { stdout: log },
    },
  })

const wrong = '{ "registry_mirrors": [], "dnss": [], "log-level": "warn" }'

test('an engine that an init script starts leaves its complaint in a file', async () => {
  expect(await down(`time="x" level=info msg="Starting up"\n${complaint}\n`, wrong)).toMatchObject({
    manager: 'sysv',
    complaint,
    brokenConfig: undefined,
    unknownKeys: { path: '/etc/docker/daemon.json', keys: ['registry_mirrors', 'dnss'] },
  })
})

test.for([
  [
    'after an orderly end',
    `${complaint}\ntime="x" level=info msg="Daemon shutdown complete"\n`,
    wrong,
  ],
  ['about settings that are gone', `${complaint}\n`, '{ "dnss": [] }'],
  ['about a file that is gone', `${complaint}\n`, undefined],
])('an old complaint %s is no finding', async ([, log = '', config]) => {
  expect((await down(log, config))?.unknownKeys).toBeUndefined()
})

test.for([
  ['{\n  "dns": [],\n}\n', 3, 1],
  ['{"dns": [}', 1, 10],
  ['{ // mirrors\n}', 1, 3],
] as const)('%j is broken at line %d, column %d', async ([config, line, column]) => {
  expect((await down('', config))?.brokenConfig).toMatchObject({ line, column })
})
