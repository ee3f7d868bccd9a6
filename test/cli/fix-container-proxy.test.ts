import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { codesIn, parseReport, runCli } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'

const settings = (entry: object): string =>
  `${JSON.stringify({ auths: { 'registry.example': {} }, proxies: { default: entry }, detachKeys: 'ctrl-e' }, null, 2)}\n`

test.for([
  [
    'docker/proxy/loopback',
    {
      httpProxy: 'http://127.0.0.1:7890',
      httpsProxy: 'http://127.0.0.1:7890',
      noProxy: 'x.example',
    },
    { noProxy: 'x.example' },
  ],
  [
    'docker/proxy/no-proxy',
    { httpsProxy: 'http://10.1.2.3:3128', noProxy: 'x.example' },
    {
      httpsProxy: 'http://10.1.2.3:3128',
      noProxy:
        'x.example,localhost,127.0.0.1,192.168.49.0/24,10.96.0.0/12,10.244.0.0/16,control-plane.minikube.internal,.svc,.cluster.local',
    },
  ],
] as const)(
  '%s is repaired before the start, and undone',
  { timeout: 90_000 },
  async ([code, before, after]) => {
    const world = courseWorld()
    const file = join(world.folder, 'home/.docker/config.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, settings(before))
    const seen = await runCli(['--offline', '--json'], { env: world.env })
    expect(codesIn(parseReport(seen.stdout))).toContain(code)
    const report = parseReport((await world.fix(['--yes', '--json'])).stdout)
    expect(codesIn(report)).not.toContain(code)
    expect(report.course).toMatchObject({ state: 'proven' })
    expect(readFileSync(file, 'utf8')).toBe(settings(after))
    const undone = await runCli(['undo', report.run ?? ''], { env: world.env })
    expect(undone.code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(settings(before))
  },
)
