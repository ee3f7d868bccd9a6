import { expect, test } from 'vitest'
import { fixOutcomes } from '../../src/engine/outcome.ts'
import type { Severity } from '../../src/model/check.ts'
import type { CheckResult, PlannedFix } from '../../src/model/report.ts'
import { planned, write } from '../support/repairing.ts'

const code = 'docker/daemon/mend'
const fix = planned('mend', [write('/a', 'a')])

const seen = (severity: Severity, plan: readonly PlannedFix[]) => {
  const check: CheckResult = {
    id: 'docker/daemon',
    area: 'docker',
    status: 'passed',
    ms: 0,
    findings: [{ code, severity, args: {}, commands: [], looks: [], covered: [] }],
    undetermined: [],
    evidence: [],
  }
  return { checks: [check], plan }
}

test.for([
  ['info', 'planned no more', [], 'fixed'],
  ['info', 'planned again', [fix], 'unchanged'],
  ['warning', 'planned no more', [], 'unchanged'],
] as const)('a fix of a finding that still stands: %s, %s', ([severity, , plan, result]) => {
  const before = seen(severity, [fix])
  const [outcome] = fixOutcomes(
    { fixes: [fix], steps: [] },
    [],
    new Set([0]),
    before,
    seen(severity, plan),
  )
  expect(outcome?.result).toBe(result)
})
