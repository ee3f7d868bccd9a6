import { expect, test } from 'vitest'
import { language } from '../../src/messages/languages.ts'
import type { Repair, Reversibility } from '../../src/model/repair.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { repairLines } from '../../src/report/repair.ts'

/** A run whose steps were done, with these ways back. */
const repaired = (kinds: readonly Reversibility[]): Repair => ({
  dryRun: false,
  run: '2026-11-20T21-14-05',
  rounds: [
    {
      fixes: [],
      steps: kinds.map((reversibility) => ({
        state: 'done',
        planned: {
          step: { kind: 'set-clock' },
          fixes: [],
          because: [],
          risk: 'system',
          needsRoot: true,
          reversibility,
          cost: { deletes: [] },
        },
      })),
    },
  ],
})

test.for<[readonly Reversibility[], readonly string[]]>([
  [['atomic', 'compensable'], ['Undo all of it: k8s-doctor undo 2026-11-20T21-14-05']],
  [['atomic', 'irreversible'], ['Undo what can be undone: k8s-doctor undo 2026-11-20T21-14-05']],
  [['irreversible'], []],
])('after steps that are %j', async ([kinds, lines]) => {
  const look = {
    language: await language('en'),
    redactor: terminalRedactor([]),
    root: false,
    columns: 80,
    paint: (_: unknown, text: string) => text,
    verbose: false,
  }
  expect(repairLines(repaired(kinds), look)).toEqual(lines)
})
