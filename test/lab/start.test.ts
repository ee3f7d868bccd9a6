import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootFailure, provisionFailure } from '../support/minikube.ts'
import { parseReport } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import type { CourseWorld } from '../support/course-world.ts'
import type { StandInScript } from '../support/minikube.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'
import { findProgram } from './support/requirements.ts'

// A real engine on which minikube's stand-in makes real, labelled objects.
const image = 'k8s-doctor/node:1'
const label = 'label=name.minikube.sigs.k8s.io=minikube'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  const root = join(engine.folder, 'image')
  mkdirSync(root)
  cpSync(findProgram('busybox') ?? '', join(root, 'busybox'))
  execFileSync('tar', ['-C', root, '-cf', `${root}.tar`, '.'])
  await engine.docker('import', `${root}.tar`, image)
})
afterAll(async () => {
  const { stdout } = await engine.docker('ps', '-aq')
  const left = stdout.split('\n').filter((line) => line !== '')
  if (left.length > 0) await engine.docker('rm', '-f', '-v', ...left)
  await engine.dispose()
})

/** The world of the course's tests with a docker that is docker's own. */
const realWorld = (script: StandInScript): CourseWorld => {
  const world = courseWorld({ image, command: ['/busybox', 'sleep', '600'], ...script })
  const docker = join(world.folder, 'bin/docker')
  // Of the node's image it has only the name: minikube's stand-in makes another one. It has no network, and so forwards nothing.
  writeFileSync(
    docker,
    `#!/bin/sh
docker='${findProgram('docker') ?? ''}'
case "$1" in
  images) exec /bin/cat "$WORLD/images" ;;
  info) "$docker" "$@" | /bin/sed 's/"IPv4Forwarding":false/"IPv4Forwarding":true/'; exit ;;
esac
exec "$docker" "$@"
`,
  )
  const env = { ...world.env, DOCKER_HOST: engine.address }
  return {
    ...world,
    env,
    fix: (args = [], options = {}) =>
      world.fix(args, { ...options, env: { ...env, ...options.env } }),
  }
}

const names = async (what: 'ps' | 'volume'): Promise<readonly string[]> => {
  const { stdout } =
    what === 'ps'
      ? await engine.docker('ps', '-a', '--filter', label, '--format', '{{.Names}} {{.State}}')
      : await engine.docker('volume', 'ls', '--filter', label, '--format', '{{.Name}}')
  return stdout.split('\n').filter((line) => line !== '')
}

test('two starts fail, what they made is really deleted, the third one runs', async () => {
  const world = realWorld({ starts: [bootFailure, provisionFailure, {}] })
  const { stdout } = await world.fix(['--json'])
  const report = parseReport(stdout)
  expect(report.course).toMatchObject({
    state: 'proven',
    attempts: [{ end: 'failed' }, { end: 'failed' }, { end: 'started' }],
    rungs: [
      { rung: 'delete-profile', fixes: [{ risk: 'safe', result: 'fixed' }] },
      { rung: 'delete-all', fixes: [{ risk: 'safe', result: 'fixed' }] },
    ],
  })
  expect([await names('ps'), await names('volume')]).toEqual([['minikube running'], ['minikube']])
})
