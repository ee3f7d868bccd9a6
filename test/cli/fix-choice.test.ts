import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codesIn, parseReport, runCli } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import type { CourseWorld } from '../support/course-world.ts'

const patient = { timeout: 90_000 }
const code = 'tools/pair/kubernetes-too-old'

/** A course whose own minikube refuses its own Kubernetes; on the machine is the stand-in v1.25.2, which takes it. */
const course = ({ folder }: CourseWorld, alternatives: readonly string[]): string => {
  const file = join(folder, 'course.yaml')
  const listed = alternatives.map(
    (minikube) => `\n  - { minikube: ${minikube}, kubernetes: v1.23.3 }`,
  )
  writeFileSync(
    file,
    `schema: k8s-doctor/profile/1
id: own
title: { en: a course of our own }
minikube: v1.38.1
kubernetes: v1.23.3
lessons: { images: [nginx:alpine] }
${listed.length === 0 ? '' : `alternatives:${listed.join('')}\n`}`,
  )
  return file
}

test.for([[], ['--yes']])('nobody agreed to other versions: %j', patient, async (args) => {
  const world = courseWorld({ starts: [{}] })
  const asked = ['--profile', course(world, [])]
  const { code: exit, stdout } = await world.fix([...asked, ...args])
  expect(exit).toBe(4)
  expect(stdout).toContain(`What the course asks for cannot work here. What can:
    minikube v1.36.0 · Kubernetes v1.23.3
    the course does not name these · ${code}
  not agreed to  go on with versions that work here  ${code}
Some of this was left undone because nobody agreed to it: --allow-pair does.
`)
  const report = parseReport((await world.fix([...asked, ...args, '--json'])).stdout)
  const pair = { minikube: 'v1.36.0', kubernetes: 'v1.23.3', listed: false }
  expect(report.plan).toMatchObject([{ fix: 'use-other-pair', risk: 'safe', choice: { pair } }])
  expect(report).toMatchObject({ wants: '--allow-pair', course: { notBegun: 'not-ready' } })
  expect(report.fixes).toMatchObject([
    { fix: 'use-other-pair', result: 'declined', choice: { pair } },
  ])
  expect(world.typed('start')).toEqual([])
})

test(
  'versions the course accepts are taken, the cluster starts with them, and once more nothing is to be done',
  patient,
  async () => {
    const world = courseWorld({ starts: [{}] })
    const asked = ['--profile', course(world, ['v1.25.2'])]
    const { code: exit, stdout } = await world.fix(asked)
    expect(exit).toBe(0)
    expect(stdout).toContain('the course accepts these too')
    expect(stdout).toContain(`  fixed  go on with versions that work here  ${code}\n`)
    expect(stdout).toContain(
      `From now on look at this machine with: k8s-doctor --profile ${asked[1]} --allow-pair\n`,
    )
    expect(stdout).toContain('Ready for a course of our own (minikube v1.25.2, Kubernetes v1.23.3)')
    expect(world.typed('start')).toHaveLength(1)
    const again = parseReport((await world.fix([...asked, '--json'])).stdout)
    expect(again.rounds).toEqual([{ steps: [] }])
    expect(again.ready).toBe(true)
    expect(world.typed('start')).toHaveLength(1)
  },
)

test('a plain look tells of it, and with --allow-pair looks at what can be', patient, async () => {
  const world = courseWorld({ starts: [{}] })
  const asked = ['--offline', '--profile', course(world, ['v1.25.2'])]
  const plain = await runCli([...asked, '--json'], { env: world.env })
  const taken = await runCli([...asked, '--allow-pair', '--json'], { env: world.env })
  expect([plain.code, taken.code]).toEqual([1, 0])
  expect(parseReport(plain.stdout)).toMatchObject({ ready: false, first: { code } })
  const report = parseReport(taken.stdout)
  expect(report).toMatchObject({ ready: true, first: null, plan: [] })
  expect(report.profile.pair).toEqual({ minikube: 'v1.25.2', kubernetes: 'v1.23.3' })
  expect(codesIn(report)).toContain(code)
  const finding = report.checks
    .flatMap(({ findings }) => findings)
    .find((each) => each.code === code)
  expect(finding).toMatchObject({
    severity: 'warning',
    covered: ['minikube v1.25.2', 'Kubernetes v1.23.3'],
  })
})

test('--dry-run shows both, and changes nothing', patient, async () => {
  const world = courseWorld({ starts: [{}] })
  const asked = ['--profile', course(world, [])]
  const { code: exit, stdout } = await world.fix([...asked, '--dry-run', '--lang', 'zh'])
  expect(exit).toBe(1)
  expect(stdout).toContain(
    '课程所要求的在本机不能用。可以改用：\n    minikube v1.36.0 · Kubernetes v1.23.3\n',
  )
  expect(stdout).toContain('没有改动任何东西（--dry-run）。')
  expect(world.typed('start')).toEqual([])
})
