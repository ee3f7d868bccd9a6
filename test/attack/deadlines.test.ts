import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { join } from 'node:path'
import { codesIn, machineWith, parseReport, runCli, writeFiles } from '../support/cli.ts'
import { deadline } from '../../src/lib/deadline.ts'
import { attack } from './support/attack.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

const collectFor = async (ms: number): Promise<void> => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(10))
    if (typeof collect === 'function') collect()
}

/** Nothing but the signal's own listener is left of each when its maker has returned. */
const makers = {
  'its own time': (fired: () => void) =>
    deadline(200).signal.addEventListener('abort', fired, { once: true }),
  'another signal': (fired: () => void) => {
    const sooner = new AbortController()
    deadline(60_000, sooner.signal).signal.addEventListener('abort', fired, { once: true })
    setTimeout(() => sooner.abort(), 200)
  },
  'the deadline of another': (fired: () => void) =>
    deadline(60_000, deadline(200).signal).signal.addEventListener('abort', fired, { once: true }),
}

attack('a deadline fires while garbage is collected', {
  all: Object.entries(makers),
  make: async ([what, make]) => {
    let fired = false
    make(() => {
      fired = true
    })
    await collectFor(600)
    return fired ? [] : [`${what} never fired`]
  },
})

/** Collects all the time, in the process that is attacked. */
const collecting = 'setInterval(() => globalThis.gc(), 5).unref()\n'

attack('--timeout ends a run while garbage is collected', {
  all: [['--json'], ['--json', '--offline'], ['--json', '--fix', '--dry-run']],
  short: 1,
  make: async (args) => {
    const { folder, env } = machineWith({ docker: 'exec /bin/sleep 1000' })
    writeFiles(folder, { 'collect.cjs': collecting })
    const { stdout } = await runCli(['--timeout', '2', ...args], {
      env: { ...env, NODE_OPTIONS: `--expose-gc --require ${join(folder, 'collect.cjs')}` },
    })
    // What is cut off is not known; what has had its own deadline is said to hang.
    return codesIn(parseReport(stdout)).includes('docker/daemon/hung')
      ? [`${args.join(' ')}: --timeout 2 did not fire`]
      : []
  },
})
