import { expect, test } from 'vitest'
import { codesOf, diagnoseMachine } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

test.for(machineNames)('%s', async (name) => {
  const machine = readMachine(name)
  const report = await diagnoseMachine(machine)
  const crashed = report.checks
    .filter(({ status }) => status === 'crashed')
    .map(({ error }) => error)
  const unknown = report.checks
    .filter(({ undetermined }) => undetermined.length > 0)
    .map(({ id }) => id)
  expect({
    crashed,
    ready: report.ready,
    first: report.first?.code,
    codes: codesOf(report),
    unknown,
  }).toEqual({
    crashed: [],
    first: undefined,
    unknown: [],
    ...machine.expect,
  })
})
