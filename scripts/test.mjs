// Runs every layer this machine can run and says which; in continuous integration a layer that did not run is a failure.
import { parseCLI, startVitest } from 'vitest/node'

const layers = ['unit', 'edge', 'attack', 'lab']
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])

const vitest = await startVitest('test', filter, { ...options, run: true })
const modules = vitest.state.getTestModules()
const tests = modules.flatMap((file) => [...file.children.allTests()])
const states = tests.map((test) => test.result().state)
const skipped = tests.filter((test) => test.result().state === 'skipped')
const count = (state) => states.filter((each) => each === state).length
// A file that did not load, or an error outside every test, fails the run without failing a test.
const broken =
  modules.filter((file) => file.state() === 'failed' && file.errors().length > 0).length +
  vitest.state.getUnhandledErrors().length

const ran = layers.filter((layer) => modules.some(({ project }) => project.name === layer))
const { notRun } = vitest.config.provide
// A full run must have been through every layer; a filter leaves some out on purpose.
const whole = process.argv.length === 2
const missing = [...new Set([...layers, ...Object.keys(notRun)])].flatMap((layer) => {
  const unseen = whole && layers.includes(layer) && !ran.includes(layer)
  const why = notRun[layer] ?? (unseen ? 'no test of it ran' : undefined)
  return why === undefined ? [] : [[layer, why]]
})
const lines = [
  `layers: ${ran.join(', ') || 'none'}`,
  ...missing.map(([layer, why]) => `not run here: ${layer} (${why})`),
  ...skipped.map((test) => `skipped here: ${test.module.relativeModuleId} > ${test.fullName}`),
  `${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`,
]
await vitest.close()
process.stdout.write(`\n${lines.join('\n')}\n`)

const inCi = (process.env.CI ?? '') !== ''
if (inCi && missing.length > 0) {
  process.stderr.write('a layer did not run, and CI is set: that is a failure\n')
  process.exitCode = 1
}
// What a full run skips is a program that was not installed, or a test that would never run.
if (inCi && whole && skipped.length > 0) {
  process.stderr.write('tests were skipped, and CI is set: that is a failure\n')
  process.exitCode = 1
}
if (count('failed') + broken > 0 || states.length === 0) process.exitCode = 1
