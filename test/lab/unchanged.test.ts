import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { machineWith, runCli, writeFiles } from '../support/cli.ts'
import { secretFiles } from '../support/canaries.ts'
import { provision, runInside } from './support/container.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'
import { filesBelow, holdings, machineState } from './support/snapshot.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  await provision(engine)
})
afterAll(() => engine.dispose())

/** Every way of looking; together they load every module and ask every question. */
const looks: readonly (readonly string[])[] = [
  [],
  ['--verbose', '--lang', 'zh'],
  ['--json', '--offline'],
  ['record'],
  ['profile', 'list'],
  ['explain', 'docker/daemon'],
]

const project = (): Readonly<Record<string, string>> =>
  filesBelow('.', (path) => /^(\.git|node_modules)(\/|$)/.test(path))

test('on the host: files, engine, kernel and environment stay as they were', async () => {
  const { folder, env } = machineWith({})
  const home = join(folder, 'home')
  writeFiles(home, secretFiles)
  cpSync('package.json', join(home, 'package.json'))
  await engine.docker('volume', 'create', 'minikube')
  await engine.docker(
    'create',
    '--name=minikube',
    '--network=none',
    '--label=name.minikube.sigs.k8s.io=minikube',
    '--volume=minikube:/var',
    'k8s-doctor/lab:1',
    'sleep',
    '60',
  )
  const whole = {
    ...env,
    PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
    DOCKER_HOST: engine.address,
    XDG_RUNTIME_DIR: join(folder, 'run'),
  }
  const picture = async () => ({
    home: filesBelow(home),
    project: project(),
    etc: filesBelow('/etc'),
    engine: filesBelow(engine.dataRoot, (path) => path.includes('/containerd/')),
    holdings: await holdings(engine),
    machine: await machineState(),
    temporary: Object.keys(filesBelow(join(folder, 'tmp'))),
    environment: { ...process.env },
  })
  const before = await picture()
  expect(Object.keys(before.home).length).toBeGreaterThan(8)
  expect(Object.keys(before.engine).length).toBeGreaterThan(20)
  for (const args of looks) await runCli(args, { env: whole, cwd: home })
  const after = await picture()
  expect(after).toEqual(before)
})

test('in a container: the engine finds no file changed', async () => {
  // Throw-away folders are made in /tmp and removed; its time of change is all that is left of them.
  for (const [index, args] of looks.entries()) {
    const name = `look-${index}`
    const { code } = await runInside(engine, args, { socket: true, name })
    expect([0, 1, 3]).toContain(code)
    const { stdout } = await engine.docker('diff', name)
    const changed = stdout.split('\n').filter((line) => line !== '')
    // What docker itself makes for its mounts.
    const mounts =
      /^[AC] \/(opt(\/.*)?|usr(\/(lib|lib64|local(\/.*)?))?|var(\/run(\/docker\.sock)?)?|tmp)$/
    expect(changed.filter((line) => !mounts.test(line))).toEqual([])
  }
})
