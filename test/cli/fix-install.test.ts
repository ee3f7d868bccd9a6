import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin, machineWith, parseReport, runProcess, writeFiles } from '../support/cli.ts'
import type { Ended } from '../support/cli.ts'
import { canPlace, course, kubectl, mirrorOf, only, serve } from '../support/installing.ts'
import { http } from '../http/servers.ts'
import { isRoot } from '../support/somebody.ts'

const mayUnshare = process.platform === 'linux' && isRoot && existsSync('/usr/bin/unshare')

/** Mounts of its own: what is placed into /usr/local/bin is in no other process's sight. */
const world = `/bin/mount -t tmpfs none /usr/local/bin && "$@"; code=$?; /bin/ls -l /usr/local/bin >&2; exit $code`

/** `--fix --yes` of kubectl alone, in a world with that mirror. */
const fix = (
  server: { readonly port: number },
  { way = 'K8S_DOCTOR_MIRROR', args }: { readonly way?: string; readonly args: readonly string[] },
): Promise<Ended> => {
  const { folder, env } = machineWith({})
  writeFiles(folder, { 'course.yaml': course(kubectl.sha256) })
  return runProcess(
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
      '--only',
      'tools/kubectl',
      '--profile',
      join(folder, 'course.yaml'),
      ...args,
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
}

test.runIf(mayUnshare && canPlace).for(['K8S_DOCTOR_MIRROR', '--mirror'])(
  '--fix --yes installs the pinned kubectl from the mirror of %s, and the check passes',
  async (way) => {
    await using server = await mirrorOf(kubectl.bytes)
    const { code, stdout, stderr } = await fix(server, { way, args: ['--json'] })
    expect(stderr).toMatch(/-rwxr-xr-x .* kubectl$/m)
    const report = parseReport(stdout)
    expect(report.checks.find(({ id }) => id === 'tools/kubectl')).toMatchObject({
      status: 'passed',
    })
    expect(report.fixes).toMatchObject([{ fix: 'install-kubectl', result: 'fixed' }])
    expect(code).toBe(0)
  },
)

test.runIf(mayUnshare && canPlace)(
  'why nothing was installed is said in the reader’s language, and in English in JSON',
  async () => {
    await using server = await http(serve({}))
    const told = await fix(server, { args: ['--lang', 'zh'] })
    expect([told.code, told.stdout]).toEqual([
      4,
      expect.stringContaining('没有成功：没有一个下载源给出这个文件'),
    ])
    const { stdout } = await fix(server, { args: ['--lang', 'zh', '--json'] })
    expect(parseReport(stdout).rounds?.[0]?.steps).toMatchObject([
      { trouble: { why: 'failed', detail: 'no source delivered the file' } },
    ])
  },
)
