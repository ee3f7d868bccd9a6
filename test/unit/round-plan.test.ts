import { expect, test } from 'vitest'
import { planRound } from '../../src/engine/round-plan.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import type { Route } from '../../src/model/chosen-route.ts'
import type { Step } from '../../src/model/step.ts'
import { planned, restart, write } from '../support/repairing.ts'

const facts = { reversibility: ({ kind }: Step) => interpreters[kind].reversibility }
const start: Step = { kind: 'service', unit: 'docker.service', action: 'start' }
const packages: Step = { kind: 'packages', packages: ['docker.io'], action: 'install' }
const join: Step = { kind: 'group-member', user: 'jane', group: 'docker' }
const merge = (patch: Extract<Step, { kind: 'merge-json' }>['patch']): Step => ({
  kind: 'merge-json',
  path: '/etc/docker/daemon.json',
  patch,
})

const kindsOf = (...fixes: readonly (readonly Step[])[]) =>
  planRound(
    fixes.map((steps, index) => planned(`fix-${index}`, steps)),
    facts,
  ).steps.map(({ step }) => (step.kind === 'service' ? step.action : step.kind))

test('packages before files before services before groups, the restart after them', () => {
  expect(
    kindsOf(
      [join],
      [merge({ dns: [] }), restart()],
      [packages],
      [write('/x', 'x')],
      [{ kind: 'delete-profile', profile: 'minikube' }],
    ),
  ).toEqual(['packages', 'merge-json', 'write-file', 'group-member', 'restart', 'delete-profile'])
})

test('within a phase the order of the checks stays', () => {
  const { steps } = planRound(
    [planned('a', [write('/a', '')]), planned('b', [write('/b', '')])],
    facts,
  )
  expect(steps.map(({ step }) => step)).toEqual([write('/a', ''), write('/b', '')])
})

test("a fix's own order is never turned around", () => {
  expect(kindsOf([start, write('/x', 'x')])).toEqual(['start', 'write-file'])
})

test('one restart for all who ask for it, last, with all their reasons', () => {
  const { steps } = planRound(
    [
      planned('dns', [merge({ dns: ['1.1.1.1'] }), restart()], { needsRoot: true, running: 0 }),
      planned('mirrors', [merge({ 'registry-mirrors': null }), restart()], {
        risk: 'destructive',
        running: 2,
      }),
      planned('other', [write('/x', 'x'), restart()]),
    ],
    facts,
  )
  expect(steps.map(({ step }) => step.kind)).toEqual(['merge-json', 'write-file', 'service'])
  expect(steps[0]).toMatchObject({
    step: merge({ dns: ['1.1.1.1'], 'registry-mirrors': null }),
    fixes: [0, 1],
  })
  expect(steps.at(-1)).toMatchObject({
    fixes: [0, 1, 2],
    because: ['docker/daemon/dns', 'docker/daemon/mirrors', 'docker/daemon/other'],
    risk: 'destructive',
    needsRoot: true,
    reversibility: 'compensable',
    cost: { stops: 2 },
  })
})

test('patches that contradict each other stay two steps', () => {
  expect(kindsOf([merge({ dns: ['1.1.1.1'] })], [merge({ dns: ['9.9.9.9'] })])).toEqual([
    'merge-json',
    'merge-json',
  ])
})

test('what is started is not restarted; who asked for that asks for the start', () => {
  const { steps } = planRound(
    [planned('start', [start]), planned('dns', [merge({}), restart()])],
    facts,
  )
  expect(steps.map(({ step, fixes }) => [step.kind, fixes])).toEqual([
    ['merge-json', [1]],
    ['service', [0, 1]],
  ])
})

test.for([
  ['a restart with nothing running', restart(), { running: 0 }, { stops: 0 }],
  ['a restart nobody can judge', restart(), { risk: 'destructive' }, { stops: 'unknown' }],
  [
    'an upgrade',
    { kind: 'packages', packages: ['docker.io'], action: 'upgrade' },
    { running: 3 },
    { stops: 3 },
  ],
  ['a deletion', { kind: 'delete-profile', profile: 'old' }, {}, { deletes: ['old'] }],
  ['every deletion', { kind: 'delete-all', profiles: ['a', 'b'] }, {}, { deletes: ['a', 'b'] }],
  [
    'a purge',
    { kind: 'purge-home', home: '/home/jane/.minikube', profiles: ['a'] },
    {},
    { deletes: ['a'] },
  ],
  [
    'leftovers',
    { kind: 'delete-leftovers', containers: ['minikube'], volumes: ['v'], networks: [] },
    {},
    { deletes: ['minikube'] },
  ],
  ['a file', write('/x', 'x'), { running: 3 }, {}],
] as const)('the cost of %s', ([, step, more, cost]) => {
  const [only] = planRound([planned('one', [step], more)], facts).steps
  expect(only?.cost).toEqual({ deletes: [], ...cost })
})

test('a download says its size where its source has told', () => {
  const { steps } = planRound(
    [
      planned('one', [
        { kind: 'pull-image', image: 'a:1', bytes: 1024 },
        { kind: 'pull-image', image: 'b:1' },
      ]),
    ],
    facts,
  )
  expect(steps.map(({ cost }) => cost)).toEqual([{ download: 1024, deletes: [] }, { deletes: [] }])
})

test('an installation says the size that its source has told, and no other', () => {
  const sha256 = 'a'.repeat(64)
  const install = { kind: 'install-tool', tool: 'kubectl', version: 'v1.23.3' } as const
  const where = { os: 'linux', arch: 'amd64', directory: '/usr/local/bin' }
  const artefact = {
    id: 'tool:kubectl:v1.23.3:linux-amd64',
    kind: 'kubectl',
    name: 'v1.23.3/bin/linux/amd64/kubectl',
    platform: 'linux/amd64',
    digest: sha256,
    optional: false,
  } as const
  const candidate = { artefact: artefact.id, source: 'official', address: 'https://dl.k8s.io/x' }
  const chosen = { because: 'official', candidate, size: 4096 } as const
  const nothing = { count: 0, bytes: 0 }
  const route: Route = {
    legs: [{ artefact, rejected: [], chosen }],
    missing: [],
    unproven: [],
    flags: [],
    before: [],
    after: [],
    start: nothing,
    total: nothing,
  }
  const costs = [sha256, 'b'.repeat(64)].map(
    (digest) =>
      planRound([planned('one', [{ ...install, ...where, sha256: digest }])], { ...facts, route })
        .steps[0]?.cost.download,
  )
  expect(costs).toEqual([4096, undefined])
})
