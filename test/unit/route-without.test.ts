import { expect, test } from 'vitest'
import { withoutSources } from '../../src/facts/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import { asker, kicbase, local, present, silent, tableOf } from '../support/probe-tables.ts'

const fast = present(10 * 1024 * 1024)

test('a source that is asked no more gives nothing, and what the engine holds of it stays', () => {
  const table = tableOf((source, artefact) => {
    if (source === 'aliyun' && artefact.id === kicbase.id) return local
    return source === 'aliyun' || source === 'official' ? fast : silent
  })
  const left = withoutSources(table, ['aliyun'])
  const of = (id: string) =>
    left.probes.filter(({ candidate }) => candidate.source === id).map(({ proof }) => proof)
  expect(of('aliyun')).toEqual([local])
  expect(of('official').length).toBeGreaterThan(0)
  expect(chooseRoute(left, asker).flags.map(({ flag }) => flag.name)).toEqual(['--base-image'])
  expect(withoutSources(table, [])).toEqual(table)
})
