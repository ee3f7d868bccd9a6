import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInternet } from './internet.ts'
import type { Internet } from './internet.ts'
import type { Heard } from './logs.ts'
import { sites } from './sites.ts'
import { inWorld, visit } from './world.ts'
import { aloneWorlds } from './worlds-alone.ts'
import { chinaWorlds } from './worlds-china.ts'
import { companyWorlds } from './worlds-company.ts'
import { openWorlds } from './worlds-open.ts'

const worlds = [...openWorlds, ...chinaWorlds, ...companyWorlds, ...aloneWorlds]

let internet: Internet | undefined

beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet?.[Symbol.asyncDispose]())

const servers = (): Internet => {
  if (internet === undefined) throw new Error('the servers did not start')
  return internet
}

/** The most connections that one process opened to one host; whoever opens TLS on the way has its own to the hosts behind. */
const most = (heard: readonly Heard[]): number => {
  const opened = heard.filter(({ site }) => sites[site]?.kind === 'opened')
  const byHost = new Map<string, Set<string>>()
  for (const { site, host, connection } of opened.length > 0 ? opened : heard) {
    const key = `${site} ${host}`
    byHost.set(key, (byHost.get(key) ?? new Set()).add(connection))
  }
  return Math.max(0, ...[...byHost.values()].map(({ size }) => size))
}

/** Docker Hub counts these. */
const isCountedPull = ({ site, method, path }: Heard): boolean =>
  /^registry-1|^hub /.test(site) && method === 'GET' && path.includes('/manifests/')

/** `scripts/worlds.mjs` makes docs/worlds.md of it. */
const table = process.env['K8S_DOCTOR_WORLDS_TABLE']

test.for(worlds)('$name: $about', async (world) => {
  const { outcome, ms, heard, text } = await visit(servers(), world)
  expect(outcome).toEqual(world.expect)
  expect([...heard.route, ...heard.check].filter(isCountedPull)).toEqual([])
  const connections = Math.max(most(heard.route), most(heard.check))
  expect(connections).toBeLessThanOrEqual(6)
  expect(text).not.toContain('secret')
  if (table !== undefined) {
    const { name, about } = world
    appendFileSync(table, `${JSON.stringify({ name, about, ...outcome, ms, connections })}\n`)
  }
})

test('the terminal shows the same way out of China', async () => {
  const china = chinaWorlds.find(({ name }) => name === 'china')
  if (china === undefined) throw new Error('no China')
  const [route, check] = await inWorld(servers(), china, async (doctor) => [
    await doctor('route'),
    await doctor(),
  ])
  for (const flag of china.expect.flags) {
    expect(route?.stdout).toContain(flag)
    expect(check?.stdout).toContain(flag)
  }
  expect(route).toMatchObject({ code: 0, stderr: '' })
  expect(check?.stdout).toContain('minikube is not installed')
})

test('where only a mirror has the engine’s packages, the plan takes them from there', async () => {
  const world = openWorlds.find(({ name }) => name === 'no-docker-mirror')
  if (world === undefined) throw new Error('no such world')
  const [plan] = await inWorld(servers(), world, async (doctor) => [
    await doctor('--fix', '--dry-run', '--no-start'),
  ])
  expect(plan?.stdout).toContain(
    '+deb [signed-by=/etc/apt/keyrings/k8s-doctor-docker.asc] https://mirrors.aliyun.com/docker-ce/linux/debian bookworm stable',
  )
  expect(plan?.stdout).toContain('$ apt-get install -y docker-ce docker-ce-cli containerd.io')
})
