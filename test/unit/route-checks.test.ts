import { expect, test } from 'vitest'
import { registryLessonImages } from '../../src/checks/registry/lesson-images.ts'
import { registryOfficial } from '../../src/checks/registry/official.ts'
import { registryRateLimit } from '../../src/checks/registry/rate-limit.ts'
import { registryRoute } from '../../src/checks/registry/route.ts'
import type { Probes, Proof } from '../../src/model/route.ts'
import { leafStep, stepLeaf } from '../../src/route/steps.ts'
import type { Artefacts } from '../../src/facts/artefacts.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import { requestFor } from '../support/diagnose.ts'
import {
  absent,
  aliyun,
  asker,
  held,
  lesson,
  present,
  silent,
  tableOf,
} from '../support/probe-tables.ts'

const request = requestFor({})
const all: Artefacts = {
  artefacts: [],
  here: [],
  outsideNode: [],
  local: new Set(),
  packageSources: [],
  made: false,
  unlisted: [],
}
const noPlatform: Proof = { state: 'absent', why: 'no-platform' }
const limited: Proof = { state: 'unproven', why: 'rate-limited', detail: '429' }
const open = { official: present(), 'docker-hub': present(), github: present() }

const allowance = (remaining: number) => ({
  'registry-1.docker.io': { limit: 100, remaining, seconds: 21_600 },
})

/** Codes of the four checks, with what each is about; `-` for skipped, `?` for what is open. */
const judge = (table: Probes, limits = {}): readonly string[] => {
  const route = chooseRoute(table, asker)
  const inspections = [
    registryRoute.inspect({ all, table, route, engine: true }, request),
    registryOfficial.inspect({ all, table, route }, request),
    registryRateLimit.inspect({ table, route, limits }, request),
    registryLessonImages.inspect({ route }, request),
  ]
  return inspections.flatMap((inspection) =>
    'skipped' in inspection
      ? ['-']
      : inspection.map((item) => {
          if ('unsure' in item) return `? ${item.unsure.why}`
          const about =
            'about' in item && item.about !== undefined ? ` ${String(item.about.value)}` : ''
          return `${item.code}${about}`
        }),
  )
}

test.for<readonly [string, Probes, readonly string[]]>([
  ['everything at home: nothing to say', tableOf(held(open)), []],
  ['nothing is needed', tableOf(held(open), { artefacts: [] }), ['-', '-']],
  [
    'Aliyun covers what does not answer: one line of each kind',
    tableOf(held({ aliyun: present(), 'aliyun-oss': present(), 'docker-hub': present() })),
    ['chosen', 'bypassed'],
  ],
  [
    'nobody answers: open, and every dead host told once',
    tableOf(() => silent),
    [
      '? timeout',
      'unreachable gcr.io',
      'unreachable docker.io',
      'unreachable github.com',
      'unreachable k8s.gcr.io',
      'unreachable storage.googleapis.com',
      '-',
      'unreachable',
    ],
  ],
  ['everybody says no', tableOf(() => absent), ['missing', '-', 'missing nginx:alpine']],
  [
    'the image of a lesson is for another CPU',
    tableOf((source, { kind }) =>
      kind === 'lesson-image' ? noPlatform : held(open)(source, lesson),
    ),
    ['-', 'other-cpu nginx:alpine'],
  ],
  [
    'Docker Hub refuses for now',
    tableOf((source) =>
      source === 'docker-hub' ? limited : source === 'official' ? present() : absent,
    ),
    ['used-up'],
  ],
])('%s', ([, table, codes]) => {
  expect(judge(table)).toEqual(codes)
})

test('fewer pulls left than images wanted', () => {
  const table = tableOf(held(open))
  expect(judge(table, allowance(1))).toEqual([])
  expect(judge(table, allowance(0))).toEqual(['used-up'])
  const two = { ...lesson, id: 'lesson:redis', name: 'redis:latest' }
  const more = tableOf(held(open), { artefacts: [lesson, two] })
  expect(judge(more, allowance(1))).toEqual(['low'])
})

test('what was chosen becomes flags of the start and steps before it', () => {
  const table = tableOf(
    held({ aliyun: present(), 'aliyun-oss': present(), 'docker-hub': present() }),
  )
  const { cure, fix } = registryRoute.problems.chosen
  const foundWhere = (engine: boolean) => {
    const [found] = [
      registryRoute.inspect({ all, table, route: chooseRoute(table, asker), engine }, request),
    ].flatMap((inspection) => ('skipped' in inspection ? [] : inspection))
    if (found === undefined || 'unsure' in found || found.code !== 'chosen')
      throw new TypeError('not chosen')
    return found
  }
  const found = foundWhere(true)
  expect(cure?.(found.args)?.flags).toEqual([
    { name: '--image-repository', value: aliyun },
    { name: '--base-image', value: `${aliyun}/kicbase:v0.0.30` },
  ])
  expect(fix?.plan(found.args)).toEqual([
    { kind: 'pull-image', image: `${aliyun}/kicbase:v0.0.30`, bytes: 398_458_880 },
  ])
  // Nothing is pulled through an engine that does not answer yet; the flags are known all the same.
  const early = foundWhere(false)
  expect(fix?.plan(early.args)).toEqual([])
  expect(cure?.(early.args)).toEqual(cure?.(found.args))
})

test.for([
  { kind: 'pull-image', image: 'a:1' },
  { kind: 'pull-image', image: 'a:1', as: 'b:1' },
  { kind: 'pull-image', image: 'a:1', as: 'b:1', bytes: 12 },
  { kind: 'save-image', image: 'a:1', path: '/x/a_1' },
  { kind: 'seed-cache', url: 'https://a/b', sha256: 'ff', path: '/x/b', executable: true },
  { kind: 'seed-cache', url: 'https://a/b', sha256: 'ff', path: '/x/b', executable: false },
  { kind: 'seed-cache', url: 'https://a', sha256: 'ff', path: '/x', executable: true, bytes: 0 },
] as const)('%o is the same step after the way through a finding', (step) => {
  const leaf = stepLeaf(step)
  expect(leaf === undefined ? undefined : leafStep(leaf)).toEqual(step)
})
