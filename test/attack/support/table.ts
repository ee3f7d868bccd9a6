import type { Reporter, TestModule } from 'vitest/node'

const row = (kind: string, tried: string, violations: string, seed: string): string =>
  `${kind.padEnd(56)} ${tried.padStart(7)} ${violations.padStart(10)}  ${seed}`

/** What was tried and what it broke, per class of attacks, after a run that made any. */
export const attackTable: Reporter = {
  onTestRunEnd: (modules: readonly TestModule[]) => {
    const tallies = modules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().attack ?? [])
    if (tallies.length === 0) return
    const rows = tallies.map(({ kind, tried, violations, seed }) =>
      row(kind, String(tried), String(violations), `SEED=${seed}`),
    )
    process.stdout.write(`\n${[row('attacks', 'tried', 'violations', ''), ...rows].join('\n')}\n`)
  },
}
