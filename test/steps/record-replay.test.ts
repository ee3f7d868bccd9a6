import { expect, test } from 'vitest'
import { deadline } from '../../src/lib/deadline.ts'
import { checks } from '../../src/checks/index.ts'
import { diagnose } from '../../src/engine/diagnose.ts'
import { createLocalHost } from '../../src/host/local.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createRecordingHost } from '../../src/host/recording.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import type { Report } from '../../src/model/report.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { requestFor } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

type Asked = Parameters<typeof requestFor>[0]

const reportOf = (host: ReadHost, asked: Asked): Promise<Report> =>
  diagnose(host, {
    checks,
    request: requestFor(asked),
    signal: deadline(20_000).signal,
    version: '0.0.0-test',
  })

/** What a report says, without how long it took and with what words. */
const verdictOf = ({ ready, first, checks: results, start, plan }: Report): unknown => ({
  ready,
  first: first?.code,
  checks: results.map(({ id, status, reason, blockedBy, findings, undetermined }) => ({
    id,
    status,
    reason,
    blockedBy,
    codes: findings.map(({ code, about }) => [code, about?.value]),
    undetermined: undetermined.map(({ why }) => why),
  })),
  argv: start.argv,
  fixes: plan.map(({ fix }) => fix),
})

const throughJson = (machine: Machine): Machine => JSON.parse(JSON.stringify(machine))

test.for(builtIn.map(({ id }) => id))(
  'this machine, recorded and replayed, is judged alike (%s)',
  async (profile) => {
    const asked = { profile, offline: true }
    const recording = createRecordingHost(createLocalHost(process.env))
    const lived = await reportOf(recording.host, asked)
    const replay = createReplayHost(throughJson(await recording.machine()))
    expect(verdictOf(await reportOf(replay, asked))).toEqual(verdictOf(lived))
  },
)

test.for(machineNames)(
  '%s, replayed, recorded and replayed again, is judged alike',
  async (name) => {
    const { machine, request } = readMachine(name)
    const recording = createRecordingHost(createReplayHost(machine))
    const first = await reportOf(recording.host, request)
    const again = createReplayHost(throughJson(await recording.machine()))
    expect(verdictOf(await reportOf(again, request))).toEqual(verdictOf(first))
  },
)
