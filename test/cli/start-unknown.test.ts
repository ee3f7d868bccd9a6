import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codesIn, parseReport } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import { placeStandIn } from '../support/minikube.ts'

const patient = { timeout: 90_000 }
const unknown = 'tools/catalog/unknown-minikube'

test(
  'a minikube nobody knows yet is not replaced; without a network it is not started either',
  patient,
  async () => {
    const world = courseWorld({ version: 'v1.45.0' })
    const before = readFileSync(world.path)
    const { code, stdout } = await world.fix(['--yes', '--json'])
    const report = parseReport(stdout)
    expect(codesIn(report)).toContain(unknown)
    expect(report).toMatchObject({ ready: null, plan: [], course: { notBegun: 'offline' } })
    expect(code).toBe(4)
    expect([...world.typed('start'), ...world.typed('delete')]).toEqual([])
    expect(readFileSync(world.path)).toEqual(before)
  },
)

test(
  'its healthy cluster makes it ready, with a warning; nothing is repaired',
  patient,
  async () => {
    const world = courseWorld()
    expect((await world.fix(['--yes'])).code).toBe(0)
    placeStandIn(world.folder, { version: 'v1.45.0' })
    const before = readFileSync(world.path)
    const { code, stdout } = await world.fix(['--yes', '--json'])
    const report = parseReport(stdout)
    expect(codesIn(report)).toContain(unknown)
    expect(report).toMatchObject({ ready: true, plan: [], course: { state: 'proven' } })
    expect(code).toBe(0)
    expect(world.typed('start')).toHaveLength(1)
    expect(world.typed('delete')).toEqual([])
    expect(readFileSync(world.path)).toEqual(before)
  },
)
