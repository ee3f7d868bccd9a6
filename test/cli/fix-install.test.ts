import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin, machineWith, parseReport, runProcess, writeFiles } from '../support/cli.ts'
import { canPlace, course, kubectl, mirrorOf, only } from '../support/installing.ts'
import { isRoot } from '../support/somebody.ts'

const mayUnshare = process.platform === 'linux' && isRoot && existsSync('/usr/bin/unshare')

/** Mounts of its own: what is placed into /usr/local/bin is in no other process's sight. */
const world = `/bin/mount -t tmpfs none /usr/local/bin && "$@"; code=$?; /bin/ls -l /usr/local/bin >&2; exit $code`

test.runIf(mayUnshare && canPlace).for(['K8S_DOCTOR_MIRROR', '--mirror'])(
  '--fix --yes installs the pinned kubectl from the mirror of %s, and the check passes',
  async (way) => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder, env } = machineWith({})
    writeFiles(folder, { 'course.yaml': course(kubectl.sha256) })
    const { code, stdout, stderr } = await runProcess(
      [
        '/usr/bin/unshare',
        '-m',
        '/bin/sh',
        '-c',
        world,
        'sh',
        process.execPath,
        bin,
        '--fix',
        '--yes',
        '--json',
        '--only',
        'tools/kubectl',
        '--profile',
        join(folder, 'course.yaml'),
        ...(way === '--mirror' ? [way, `http://127.0.0.1:${server.port}`] : []),
      ],
      {
        env: {
          ...env,
          ...only(way === '--mirror' ? { port: 9 } : server),
          PATH: `${env['PATH'] ?? ''}:/usr/local/bin`,
        },
      },
    )
    expect(stderr).toMatch(/-rwxr-xr-x .* kubectl$/m)
    const report = parseReport(stdout)
    expect(report.checks.find(({ id }) => id === 'tools/kubectl')).toMatchObject({
      status: 'passed',
    })
    expect(report.fixes).toMatchObject([{ fix: 'install-kubectl', result: 'fixed' }])
    expect(code).toBe(0)
  },
)
