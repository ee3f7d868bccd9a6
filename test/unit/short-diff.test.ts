import { expect, test } from 'vitest'
import { planRound } from '../../src/engine/round-plan.ts'
import { language } from '../../src/messages/languages.ts'
import { planLines } from '../../src/report/repair.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { planned, write } from '../support/repairing.ts'

const shown = async (lines: number): Promise<readonly string[]> => {
  const fix = planned('mend', [write('/a', 'a')])
  const { steps } = planRound([fix], { reversibility: () => 'atomic' })
  const [step] = steps
  if (step === undefined) throw new TypeError('no step')
  const diff = Array.from({ length: lines }, (_, index) => `+line ${index + 1}\n`).join('')
  const round = {
    fixes: [{ fix, result: 'planned' as const }],
    steps: [{ planned: step, state: 'planned' as const, diff }],
  }
  const report = await diagnoseMachine(readMachine('ubuntu-22.04'))
  return planLines(round, report, {
    language: await language('en'),
    redactor: terminalRedactor([]),
    root: true,
    columns: 80,
    paint: (_, text) => text,
    verbose: false,
  }).filter((line) => line.startsWith('    +') || line.includes('more lines'))
}

test('a diff of a settings file is shown whole, a key is not', async () => {
  expect(await shown(24)).toHaveLength(24)
  const long = await shown(62)
  expect(long.slice(0, 2)).toEqual(['    +line 1', '    +line 2'])
  expect(long.slice(-2)).toEqual(['    +line 12', '    … 50 more lines; --json has them all'])
})
