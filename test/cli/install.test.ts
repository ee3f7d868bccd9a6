import { existsSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { http } from '../http/servers.ts'
import { writeFiles } from '../support/cli.ts'
import {
  canPlace,
  eventsIn,
  kubectl,
  machine,
  mirrorOf,
  only,
  path,
  serve,
  transactionIn,
} from '../support/installing.ts'

const wrong = Buffer.from(kubectl.bytes)
wrong[200] = (wrong[200] ?? 0) ^ 1

describe.runIf(canPlace)('a real program, placed', () => {
  test.for([
    ['what follows the version', path],
    ['the whole path', `release/${path}`],
    ['host and path', `dl.k8s.io/release/${path}`],
  ] as const)('a mirror that keeps %s installs, and undo takes it back', async ([, kept]) => {
    await using server = await http(serve({ [`/k8s/${kept}`]: kubectl.bytes }))
    const { bin, run, install } = machine({
      K8S_DOCTOR_MIRROR: `http://127.0.0.1:${server.port}/k8s/`,
    })
    const target = join(bin, 'kubectl')
    const first = await install()
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toContain(`kubectl v1.99.3 is installed: ${target}`)
    expect(readFileSync(target)).toEqual(kubectl.bytes)
    expect(statSync(target).mode & 0o777).toBe(0o755)
    expect((await install()).stdout).toContain('is there already')
    const listed = await run(['undo', '--list'])
    expect(listed.stdout).toContain(`${transactionIn(first)}  `)
    expect(listed.stdout).toContain('installed')
    expect((await run(['undo', '--dry-run'])).stdout).toContain('would be removed')
    expect(existsSync(target)).toBe(true)
    const undone = await run(['undo', transactionIn(first)])
    expect(undone).toMatchObject({ code: 0, stdout: `${target}: kubectl v1.99.3 is removed\n` })
    expect(readdirSync(bin)).toEqual([])
    expect((await run(['undo'])).code).toBe(2)
  })

  test('--json prints every event on one line, secrets nowhere', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { bin, install } = machine(only(server))
    const seen = eventsIn(await install('--json'))
    const kinds = seen.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['source', 'placed', 'installed', 'path']))
    expect(kinds.indexOf('installed')).toBeGreaterThan(kinds.indexOf('placed'))
    expect(seen.find(({ kind }) => kind === 'installed')).toMatchObject({
      tool: 'kubectl',
      version: 'v1.99.3',
      path: join(bin, 'kubectl'),
      already: false,
      bytes: kubectl.bytes.length,
    })
    expect(seen.at(-1)).toMatchObject({ kind: 'path', standing: 'wins' })
  })

  test.for([
    ['no file', serve({}), '404'],
    ['another file', serve({ [`/${path}`]: wrong }), 'sha256'],
  ] as const)('a mirror with %s: one sentence, every source, exit 4', async ([, listener, why]) => {
    await using server = await http(listener)
    const { bin, install } = machine(only(server))
    const { code, stderr } = await install()
    expect(code).toBe(4)
    expect(stderr).toContain('kubectl v1.99.3 was not installed: no source could deliver it.\n')
    expect(stderr).toContain(why)
    expect(stderr).toContain(`http://127.0.0.1:${server.port}/${path}`)
    expect(stderr).not.toContain('    at ')
    expect(existsSync(join(bin, 'kubectl'))).toBe(false)
    const failed = eventsIn(await install('--json')).at(-1)
    expect(failed).toMatchObject({ kind: 'failed', failure: 'no-source' })
    expect((await install('--lang', 'zh')).stderr).toContain('没有一个下载源能提供它')
  })

  test('a folder is a mirror, and --offline takes what the cache holds', async () => {
    const { folder, bin, run, install } = machine({ K8S_DOCTOR_MIRROR: 'http://127.0.0.1:9' })
    writeFiles(join(folder, 'stick'), { [path]: kubectl.bytes })
    const { code, stdout } = await install('--mirror', join(folder, 'stick'))
    expect(code).toBe(0)
    expect(stdout).toContain(`from ${join(folder, 'stick')}`)
    await run(['undo'])
    expect((await install('--offline')).code).toBe(0)
    expect(readFileSync(join(bin, 'kubectl'))).toEqual(kubectl.bytes)
  })

  test('what stood there before comes back, links too', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder, bin, run, install } = machine(only(server))
    writeFiles(folder, { 'tools/real': 'mine' }, 0o750)
    symlinkSync('real', join(bin, 'kubectl'))
    expect((await install()).code).toBe(0)
    const { stdout } = await run(['uninstall', 'kubectl'])
    expect(stdout).toContain('what was there before kubectl v1.99.3 is back')
    expect(readlinkSync(join(bin, 'kubectl'))).toBe('real')
  })

  test('an interrupted download ends with 130 and leaves nothing on PATH', async () => {
    const stop: { pid?: number } = {}
    await using server = await http((_, response) => {
      response.writeHead(200, { 'content-length': kubectl.bytes.length })
      response.write(kubectl.bytes.subarray(0, 100))
      if (stop.pid !== undefined) process.kill(stop.pid, 'SIGINT')
    })
    const { bin, run } = machine(only(server))
    const { code, stderr } = await run(['install', 'kubectl', 'v1.23.3', '--bin-dir', bin], {
      during: (pid) => {
        stop.pid = pid
      },
    })
    expect(code).toBe(130)
    expect(stderr).toContain('kubectl v1.23.3 was not installed: interrupted.')
    expect(existsSync(join(bin, 'kubectl'))).toBe(false)
  })
})
