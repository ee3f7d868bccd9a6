import { expect, test } from 'vitest'
import { decide } from '../../src/cli/consent.ts'
import { bothConsents, consentFor, hasNothingToLose, ruling } from '../../src/engine/consent.ts'
import type { Setting } from '../../src/engine/consent.ts'
import { planRound } from '../../src/engine/round-plan.ts'
import { repairWords } from '../../src/messages/repair.ts'
import type { CheckResult } from '../../src/model/report.ts'
import { planned, restart, write } from '../support/repairing.ts'

type Row = readonly [where: string, setting: Partial<Setting>, system: string, destructive: string]

const nobody: Setting = {
  yes: false,
  allowPair: false,
  terminal: false,
  ci: false,
  nothingToLose: false,
}

test.for<Row>([
  ['a pipe', {}, 'refused', 'refused'],
  ['a pipe, nothing to lose', { nothingToLose: true }, 'refused', 'refused'],
  ['a terminal', { terminal: true }, 'ask', 'ask'],
  ['a terminal, nothing to lose', { terminal: true, nothingToLose: true }, 'ask', 'ask'],
  ['CI', { ci: true }, 'go', 'refused'],
  ['CI, nothing to lose', { ci: true, nothingToLose: true }, 'go', 'go'],
  ['--yes in a pipe', { yes: true }, 'go', 'go'],
  ['--yes at a terminal', { yes: true, terminal: true }, 'go', 'go'],
  ['--yes in CI', { yes: true, ci: true }, 'go', 'go'],
])('consent in %s', ([, setting, system, destructive]) => {
  const all = { ...nobody, ...setting }
  expect({
    safe: ruling({ risk: 'safe' }, all),
    system: ruling({ risk: 'system' }, all),
    destructive: ruling({ risk: 'destructive' }, all),
  }).toEqual({ safe: 'go', system, destructive })
})

const other = { minikube: 'v1.36.0', kubernetes: 'v1.23.3' }

test.for<readonly [where: string, setting: Partial<Setting>, listed: string, unlisted: string]>([
  ['a pipe', {}, 'go', 'refused'],
  ['CI', { ci: true }, 'go', 'refused'],
  ['CI, nothing to lose', { ci: true, nothingToLose: true }, 'go', 'refused'],
  ['--yes in CI', { yes: true, ci: true }, 'go', 'refused'],
  ['a terminal', { terminal: true }, 'ask', 'ask'],
  ['--yes at a terminal', { yes: true, terminal: true }, 'go', 'refused'],
  ['--allow-pair in a pipe', { allowPair: true }, 'go', 'go'],
  ['--allow-pair at a terminal', { allowPair: true, terminal: true }, 'go', 'go'],
])('consent to other versions in %s', ([, setting, listed, unlisted]) => {
  const all = { ...nobody, ...setting }
  const rulingOf = (known: boolean): string =>
    ruling({ risk: 'safe', choice: { pair: { ...other, listed: known } } }, all)
  expect([rulingOf(true), rulingOf(false)]).toEqual([listed, unlisted])
})

test('another driver is nobody’s to agree to', () => {
  expect(ruling({ risk: 'safe', choice: { driver: 'docker' } }, nobody)).toBe('go')
})

test.for<readonly [setting: Partial<Setting>, wants: string | undefined]>([
  [{}, '--yes --allow-pair'],
  [{ yes: true }, '--allow-pair'],
  [{ allowPair: true }, '--yes'],
  [{ ci: true }, '--yes --allow-pair'],
  [{ ci: true, nothingToLose: true }, '--allow-pair'],
  [{ yes: true, allowPair: true }, undefined],
  [{ terminal: true }, undefined],
])('what agrees to other versions for which a cluster goes, with %j: %s', ([setting, wants]) => {
  const fix = { risk: 'destructive', choice: { pair: { ...other, listed: false } } } as const
  const all = { ...nobody, ...setting }
  expect(consentFor([fix], all)).toBe(wants)
  expect(ruling(fix, all) === 'refused').toBe(wants !== undefined)
})

test.for([
  [undefined, undefined, undefined],
  ['--yes', undefined, '--yes'],
  [undefined, '--allow-pair', '--allow-pair'],
  ['--allow-pair', '--yes', '--yes --allow-pair'],
  ['--yes --allow-pair', '--yes', '--yes --allow-pair'],
] as const)('%s and %s is %s', ([a, b, both]) => {
  expect(bothConsents(a, b)).toBe(both)
})

const cluster = (more: Partial<CheckResult>): readonly CheckResult[] => [
  {
    id: 'cluster/running',
    role: 'running',
    area: 'cluster',
    status: 'passed',
    ms: 0,
    findings: [],
    undetermined: [],
    evidence: [],
    ...more,
  },
]

test.for<[boolean, string, readonly CheckResult[], number | undefined]>([
  [true, 'no cluster, no container', cluster({ status: 'skipped', reason: 'no-cluster' }), 0],
  [true, 'a broken cluster', cluster({ status: 'failed' }), 0],
  [false, 'a healthy cluster', cluster({}), 0],
  [false, 'a container', cluster({ status: 'skipped', reason: 'no-cluster' }), 1],
  [false, 'an engine that does not say', cluster({ status: 'blocked' }), undefined],
  [false, 'nobody looked', cluster({ status: 'skipped', reason: 'not-selected' }), 0],
  [false, 'cannot tell', cluster({ status: 'unknown' }), 0],
  [false, 'no such check', [], 0],
])('nothing to lose: %s (%s)', ([nothing, , results, running]) => {
  expect(hasNothingToLose(results, running)).toBe(nothing)
})

const plan = planRound(
  [
    planned('safe', [write('/a', 'a')], { risk: 'safe' }),
    planned('system', [write('/b', 'b')], { needsRoot: true }),
    planned('loss', [restart()], { risk: 'destructive' }),
  ],
  { reversibility: () => 'atomic' },
)

const answering = async (setting: Partial<Setting>, answers: readonly (string | undefined)[]) => {
  const questions: string[] = []
  let privileges = 0
  const left = [...answers]
  const { agreed, privilege, wants } = await decide(plan, {
    setting: { ...nobody, ...setting },
    ask: async (question) => {
      questions.push(question)
      return left.shift()
    },
    words: repairWords.en,
    titleOf: (fix) => fix,
    privilege: async () => {
      privileges += 1
      return 'sudo'
    },
  })
  return { agreed: [...agreed], privilege, wants, questions: questions.length, privileges }
}

test.for([
  ['yes to all', ['y'], [0, 1, 2], 'sudo', 1],
  ['no', ['n'], [0], 'none', 1],
  ['the end of the input', [undefined], [0], 'none', 1],
  ['an empty line', [''], [0], 'none', 1],
  ['one by one', ['o', 'n', 'y'], [0, 2], 'none', 3],
  ['one by one, then the end', ['o', 'y', undefined], [0, 1], 'sudo', 3],
] as const)('at a terminal: %s', async ([, answers, agreed, privilege, questions]) => {
  expect(await answering({ terminal: true }, answers)).toEqual({
    agreed,
    privilege,
    wants: undefined,
    questions,
    privileges: privilege === 'sudo' ? 1 : 0,
  })
})

test.for([
  ['a pipe', {}, [0], '--yes'],
  ['CI', { ci: true }, [0, 1], '--yes'],
  ['CI with nothing to lose', { ci: true, nothingToLose: true }, [0, 1, 2], undefined],
  ['--yes', { yes: true }, [0, 1, 2], undefined],
] as const)('nobody is asked in %s', async ([, setting, agreed, wants]) => {
  expect(await answering(setting, [])).toMatchObject({ agreed, wants, questions: 0 })
})
