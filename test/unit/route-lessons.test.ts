import { expect, test } from 'vitest'
import { chooseRoute } from '../../src/route/choose.ts'
import type { Asker } from '../../src/model/chosen-route.ts'
import { asker, held, lesson, present, silent, tableOf } from '../support/probe-tables.ts'

const only = { artefacts: [lesson] }
const has = (source: string) => tableOf(held({ [source]: present() }), only)

test.for<readonly [string, Partial<Asker>, readonly string[], readonly string[]]>([
  ['docker-hub', {}, [], []],
  ['daocloud', {}, ['--registry-mirror=https://docker.m.daocloud.io'], []],
  ['docker-mirror:https://mirror.example/', {}, ['--registry-mirror=https://mirror.example'], []],
  ['daocloud', { runtime: 'containerd' }, [], ['pull-image', 'load-image image load']],
  [
    'daocloud',
    { runtime: 'containerd', minikube: 'v1.13.1' },
    [],
    ['pull-image', 'load-image cache add'],
  ],
])('from %s, %o', ([source, change, flags, steps]) => {
  const route = chooseRoute(has(source), { ...asker, ...change })
  expect(route.flags.map(({ flag }) => `${flag.name}=${flag.value ?? ''}`)).toEqual(flags)
  expect(
    [...route.before, ...route.after].map((step) =>
      step.kind === 'load-image' ? `${step.kind} ${step.command}` : step.kind,
    ),
  ).toEqual(steps)
})

test('nobody has it: the start needs nothing of it', () => {
  const { legs, flags, missing } = chooseRoute(
    tableOf(() => silent, only),
    asker,
  )
  expect({ chosen: legs[0]?.chosen, flags, missing }).toEqual({
    chosen: undefined,
    flags: [],
    missing: [],
  })
})
