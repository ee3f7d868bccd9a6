import type { Ask } from '../../src/engine/decision.ts'
import { expect, test } from 'vitest'
import { exitCode } from '../../src/engine/readiness.ts'
import type { Step } from '../../src/model/step.ts'
import { write } from '../support/repairing.ts'
import { bare, repairing, request, resultsOf, wants } from '../support/rounds.ts'

const fetched: Step = { kind: 'pull-image', image: 'nginx:alpine' }

test('offline what needs the network is not tried, and all else is done', async () => {
  const asked: string[] = []
  const ask: Ask = async ({ fixes }) => {
    asked.push(...fixes.map(({ fix }) => fix))
    return { agreed: new Set(fixes.keys()), privilege: 'root' }
  }
  const checks = [
    wants('host/a', '/a', fetched),
    wants('host/b', '/b', write('/b', 'good')),
    wants('host/c', '/c', { kind: 'packages', packages: ['docker.io'], action: 'install' }),
  ]
  const offline = { request: { ...request, offline: true }, ask }
  const { report } = await repairing(checks, offline)
  expect(resultsOf(report)).toEqual([['fixed', 'offline', 'offline']])
  expect(asked).toEqual(['mend-host/b'])
  expect(exitCode(report)).toBe(4)
  const planned = await repairing(checks, { ...offline, dryRun: true })
  expect(resultsOf(planned.report)).toEqual([['planned', 'offline', 'offline']])
  expect(planned.report.repair?.rounds[0]?.steps).toHaveLength(1)
})

test('offline nobody is asked where everything needs the network', async () => {
  const { report, looks, world } = await repairing([wants('host/a', '/a', fetched)], {
    request: { ...request, offline: true },
    ask: async () => {
      throw new TypeError('nobody is to be asked')
    },
  })
  expect({ looks, world, results: resultsOf(report) }).toEqual({
    looks: 1,
    world: bare,
    results: [['offline']],
  })
})
