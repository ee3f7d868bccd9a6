import { expect, test } from 'vitest'
import { defineCheck, problem } from '../../src/model/check.ts'
import { defineFact } from '../../src/model/fact.ts'
import { defineFix } from '../../src/model/fix.ts'
import { say } from '../../src/model/text.ts'
import { requestFor } from '../support/diagnose.ts'
import { count, path, version } from '../../src/model/value.ts'
import type { Count, Path, Version } from '../../src/model/value.ts'

// The compiler is the test: each line marked as an error must be one, or `npm run types` fails.

const fact = defineFact({ id: 'fact', read: async () => 1 })
const fix = defineFix<{ readonly where: Path }>({
  id: 'fix',
  title: 'fix',
  risk: 'safe',
  needsRoot: false,
  plan: ({ where }) => [{ kind: 'remove-file', path: where.value }],
  verifies: 'host/typed',
})
const common = { id: 'host/typed', title: 'typed', needs: { fact } } as const
const tooOld = problem<{ readonly found: Version }>({
  severity: 'error',
  message: ({ found }) => say`${found}`,
})

defineCheck({
  ...common,
  problems: { tooOld },
  // @ts-expect-error an undeclared code
  inspect: () => [{ code: 'tooNew', args: { found: version('1') } }],
})
defineCheck({
  ...common,
  problems: { tooOld },
  // @ts-expect-error args of another code
  inspect: () => [{ code: 'tooOld', args: { found: count(1) } }],
})
defineCheck({
  ...common,
  problems: { tooOld },
  // @ts-expect-error a fact that was not asked for
  inspect: ({ other }) => (other === undefined ? [] : []),
})
problem<{ readonly n: Count }>({
  severity: 'error',
  message: ({ n }) => say`${n}`,
  // @ts-expect-error a fix whose args do not fit
  fix,
})
defineCheck({
  ...common,
  // @ts-expect-error an area that does not exist
  id: 'nowhere/typed',
  problems: { tooOld },
  inspect: () => [],
})

test('what fits compiles', () => {
  const check = defineCheck({
    ...common,
    problems: {
      gone: problem<{ readonly where: Path }>({ severity: 'error', message: () => say`gone`, fix }),
    },
    inspect: ({ fact }) => (fact > 0 ? [{ code: 'gone', args: { where: path('/x') } }] : []),
  })
  expect(check.inspect({ fact: 0 }, requestFor({}))).toEqual([])
})
