import { expect, test } from 'vitest'
import { proofDeadline } from '../../src/catalog/deadlines.ts'
import { nextRung } from '../../src/cluster/ladder.ts'
import { prove } from '../../src/engine/proof.ts'
import { backOffMs } from '../../src/facts/pod-trouble.ts'
import type { Machine } from '../../src/host/machine.ts'
import type { Report } from '../../src/model/report.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { situation } from '../support/ladder.ts'
import { readMachine } from '../support/machine-file.ts'
import { seeded } from '../support/seeded.ts'

test.for([
  ['back-off 10s restarting failed container=a pod=b', 10_000],
  ['back-off 2m40s restarting failed container=a pod=b', 160_000],
  ['back-off 5m0s restarting failed container=a pod=b', 300_000],
  ['Back-off pulling image "x"', undefined],
  ['', undefined],
] as const)('%j', ([message, wanted]) => {
  expect(backOffMs(message)).toBe(wanted)
})

const well = readMachine('cluster-running')
const key = Object.keys(well.machine.runs).find((line) => line.endsWith('/kube-system/pods')) ?? ''
const pods = readMachine('system-pods-addon-crashing').machine.runs[key]?.json

const addons = [
  'storage-provisioner',
  'metrics-server-6f9d8c',
  'registry-proxy-x7',
  'nvidia-device',
]
const waits = ['10s', '20s', '40s', '1m20s', '2m40s', '5m0s']
const seed = Number(process.env['SEED'] ?? 1)

/** The cluster with its addon in some state of crashing. */
const lookAt = (text: string): Promise<Report> => {
  const machine: Machine = {
    ...well.machine,
    runs: { ...well.machine.runs, [key]: { json: JSON.parse(text) } },
  }
  return diagnoseMachine({ ...well, machine })
}

test(`no trace of a crashing addon leads to a deletion (SEED=${seed})`, async () => {
  for (let count = 0; count < 40; count += 1) {
    const random = seeded(seed * 1000 + count)
    const pick = (from: readonly (string | number)[]): string =>
      `${from[Math.floor(random() * from.length)]}`
    const addon = pick(addons)
    const trace = Array.from({ length: 6 }, () =>
      JSON.stringify(pods)
        .replaceAll('"storage-provisioner"', `"${addon}"`)
        .replace(/back-off 40s/, `back-off ${pick(waits)}`)
        .replace(/"CrashLoopBackOff"/, `"${pick(['CrashLoopBackOff', 'RunContainerError'])}"`)
        .replaceAll(/"exitCode":\d+/g, `"exitCode":${pick([1, 2, 137])}`)
        .replaceAll(/"restartCount":3/g, `"restartCount":${Math.floor(random() * 40)}`),
    )
    const [first, ...others] = await Promise.all(trace.map(lookAt))
    if (first === undefined) throw new TypeError('no look')
    let now = 0
    let looks = 0
    const { verdict } = await prove(async () => others[looks++] ?? first, {
      deadlineMs: proofDeadline,
      host: {
        now: () => now,
        sleep: async (ms) => {
          now += ms
        },
      },
      signal: new AbortController().signal,
    })
    expect({ seed: seed * 1000 + count, state: verdict.state }).toEqual({
      seed: seed * 1000 + count,
      state: 'proven',
    })
    for (const report of [first, ...others]) {
      expect(report.plan).toEqual([])
      expect(report.ready).toBe(true)
      const codes = report.checks.flatMap(({ findings }) => findings.map(({ code }) => code))
      expect(codes).toEqual(['cluster/system-pods/addon'])
      for (const ours of [true, false])
        expect(nextRung(situation(codes, { ours }))?.deletes ?? []).toEqual([])
    }
  }
})
