import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseReport } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import type { CourseWorld } from '../support/course-world.ts'

/** Other work goes on at the same time. */
const patient = { timeout: 90_000 }

test.for([
  [
    'the preload',
    (world: CourseWorld) => rmSync(join(world.folder, 'home/.minikube/cache'), { recursive: true }),
  ],
  [
    'the node’s image',
    (world: CourseWorld) => writeFileSync(join(world.folder, 'world/images'), ''),
  ],
] as const)('begins no start that would fetch %s', patient, async ([, lose]) => {
  const world = courseWorld()
  lose(world)
  const { code, stdout } = await world.fix()
  expect({ code, starts: world.typed('start') }).toEqual({ code: 4, starts: [] })
  expect(stdout).toContain('leave out --offline to start')
  const zh = await world.fix(['--lang', 'zh'])
  expect(zh.stdout).toContain('请去掉 --offline')
  const { course } = parseReport((await world.fix(['--json'])).stdout)
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'offline', attempts: [] })
})

test('a cluster that runs is proven, wherever its image came from', patient, async () => {
  const world = courseWorld()
  await world.fix()
  writeFileSync(join(world.folder, 'world/images'), '')
  const { code, stdout } = await world.fix()
  expect(code).toBe(0)
  expect(stdout).toContain('✓ The cluster was running already')
  expect(world.typed('start')).toHaveLength(1)
})

test('minikube does not look for a newer release', patient, async () => {
  const world = courseWorld()
  await world.fix()
  const start = world.calls().find(({ argv }) => argv[0] === 'start')
  expect(start?.env).toMatchObject({ MINIKUBE_WANTUPDATENOTIFICATION: 'false' })
})

test('a repair that fetches is not tried, and says so', patient, async () => {
  const world = courseWorld()
  rmSync(world.path)
  const { code, stdout } = await world.fix(['--yes'])
  expect(code).toBe(4)
  expect(stdout).toContain(
    'needs the network  install the minikube for the course  tools/minikube/absent',
  )
  expect(stdout).toContain('Leave --offline out for that.')
  const dry = await world.fix(['--dry-run'])
  expect(dry.stdout).toContain(
    'Not done with --offline, for it needs the network: install the minikube',
  )
  const report = parseReport((await world.fix(['--yes', '--json'])).stdout)
  expect(report.fixes).toMatchObject([{ fix: 'install-minikube', result: 'offline', steps: [] }])
  expect(report.run).toBeUndefined()
})

test('a start that fails for good says that the network was left out', patient, async () => {
  const world = courseWorld({ starts: [{ end: 'fail', at: 'Booting control plane' }] })
  const { code, stdout } = await world.fix(['--yes'])
  expect(code).toBe(4)
  expect(stdout).toMatch(/attempts, and nothing else is left to try with --offline\.\n/)
})
