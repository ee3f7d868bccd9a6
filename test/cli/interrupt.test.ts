import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { alive, machineWith, parseReport, runCli, statusOf } from '../support/cli.ts'

const hung = `trap '' TERM INT; echo $$ > "$TMPDIR/pid"; while :; do /bin/sleep 1; done`

const once = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await sleep(20)
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s gives the report so far and exit code 130',
  async (signal) => {
    const { folder, env } = machineWith({ docker: hung })
    const pidFile = join(folder, 'tmp/pid')
    const { code, stdout } = await runCli(['--json', '--offline'], {
      env,
      during: (pid) => {
        void once(() => existsSync(pidFile)).then(() => process.kill(pid, signal))
      },
    })
    expect(code).toBe(130)
    const report = parseReport(stdout)
    expect(statusOf(report, 'docker/installed')).not.toBe('crashed')
    expect(statusOf(report, 'docker/daemon')).toBe('unknown')
    await expect.poll(() => alive(readFileSync(pidFile, 'utf8').trim())).toBe(false)
  },
)

test('--timeout cuts off what has not answered', async () => {
  const { env } = machineWith({ docker: hung })
  const { code, stdout } = await runCli(
    ['--json', '--offline', '--timeout', '1', '--only', 'docker/daemon'],
    { env },
  )
  expect(code).toBe(3)
  expect(statusOf(parseReport(stdout), 'docker/daemon')).toBe('unknown')
})

test('killed for good, it leaves no child behind', async () => {
  const { folder, env } = machineWith({ docker: hung })
  const pidFile = join(folder, 'tmp/pid')
  await runCli(['--offline'], {
    env,
    during: (pid) => {
      void once(() => existsSync(pidFile)).then(() => process.kill(pid, 'SIGKILL'))
    },
  })
  await expect.poll(() => alive(readFileSync(pidFile, 'utf8').trim())).toBe(false)
})
