import { expect, test } from 'vitest'
import { chooseRoute } from '../../src/route/choose.ts'
import { absent, asker, kicbase, present, tableOf } from '../support/probe-tables.ts'

test('a node image that only a plain mirror has is not said to be nowhere', () => {
  const plain = 'mirror:http://10.1.1.5:5000'
  const probes = tableOf((source, { id }) =>
    id !== kicbase.id || source === plain ? present(10_000_000) : absent,
  )
  const { missing, unproven } = chooseRoute(probes, asker)
  expect({ missing, unproven: unproven.map(({ id }) => id) }).toEqual({
    missing: [],
    unproven: [kicbase.id],
  })
})
