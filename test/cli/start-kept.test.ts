import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Runtime } from '../../src/model/profile.ts'
import type { Pair } from '../../src/model/request.ts'
import { codesIn, parseReport } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import type { CourseWorld } from '../support/course-world.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const patient = { timeout: 90_000 }

/** A world whose cluster is that of the recorded machine, and whose API does not answer until minikube has started it. */
const stopped = (machine: string, pair: Pair, runtime: Runtime): CourseWorld => {
  const request = requestFor({ pair, course: { runtime } })
  const world = courseWorld({ version: pair.minikube }, {}, request)
  const config = '.minikube/profiles/minikube/config.json'
  const recorded = readMachine(machine).machine.files[`/home/jane/${config}`]
  const path = join(world.folder, 'home', config)
  mkdirSync(dirname(path), { recursive: true })
  const content = typeof recorded === 'object' && 'json' in recorded ? recorded.json : undefined
  writeFileSync(path, JSON.stringify(content))
  const minikube = readFileSync(world.path, 'utf8')
  const containers = join(world.folder, 'world/containers')
  const running = readFileSync(containers, 'utf8')
  writeFileSync(`${containers}.running`, running)
  writeFileSync(
    containers,
    running
      .replace(/"State": ?"running"/, '"State":"exited"')
      .replace(/"Status": ?"[^"]*"/, '"Status":"Exited (137) 2 hours ago"'),
  )
  writeFileSync(
    world.path,
    `${minikube.replace('exec ', '')}end=$?\n[ "$1" != start ] || /bin/cp '${containers}.running' '${containers}'\nexit $end\n`,
  )
  return world
}

test.for([
  ['cluster-other-runtime', 'v1.23.3', 'containerd', 'cluster/profile/runtime', 'v1.25.2'],
  ['cluster-newer-kubernetes', 'v1.35.1', 'docker', 'cluster/profile/kubernetes-newer', 'v1.38.1'],
] as const)(
  '%s: the start changes nothing of the cluster, and nothing is deleted or installed',
  patient,
  async ([machine, kubernetes, runtime, code, minikube]) => {
    const world = stopped(machine, { minikube, kubernetes }, runtime)
    const { stdout } = await world.fix(['--yes', '--json'])
    const report = parseReport(stdout)
    expect(codesIn(report)).toContain(code)
    expect(report.course).toMatchObject({ state: 'proven' })
    const own = ['--kubernetes-version=', '--driver=', '--container-runtime=']
    const typed = world.typed('start').flatMap((line) => line.split(' '))
    expect(typed.filter((word) => own.some((name) => word.startsWith(name)))).toEqual([
      `--kubernetes-version=${kubernetes}`,
      '--driver=docker',
      `--container-runtime=${runtime}`,
    ])
    expect(world.typed('delete')).toEqual([])
    const config = JSON.parse(
      readFileSync(join(world.folder, 'home/.minikube/profiles/minikube/config.json'), 'utf8'),
    )
    expect(config.KubernetesConfig).toMatchObject({
      KubernetesVersion: kubernetes,
      ContainerRuntime: runtime,
    })
  },
)
