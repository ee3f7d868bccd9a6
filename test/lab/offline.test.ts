import { execFileSync } from 'node:child_process'
import { writeFileSync, mkdirSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bin, codesIn, parseReport, runProcess } from '../support/cli.ts'

const name = `k8sd-${process.pid}`
const [outer, inner] = [`kd${process.pid % 100_000}o`, `kd${process.pid % 100_000}i`]
/** Of the block for documentation, so that it is nobody's. */
const [gateway, own] = ['198.51.100.1', '198.51.100.2']

const ip = (...args: readonly string[]): void => {
  execFileSync('ip', args)
}
const inside = (...args: readonly string[]): void => ip('netns', 'exec', name, ...args)

beforeAll(() => {
  ip('netns', 'add', name)
  inside('ip', 'link', 'set', 'lo', 'up')
})

afterAll(() => {
  ip('netns', 'del', name)
  rmSync(`/etc/netns/${name}`, { recursive: true, force: true })
})

const look = () =>
  runProcess(['ip', 'netns', 'exec', name, process.execPath, bin, '--json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LANG: 'C.UTF-8' },
  })

const network = (codes: readonly string[]): readonly string[] =>
  codes.filter((code) => code.startsWith('network/') || code.startsWith('host/clock'))

test('without any network there is one finding, at once', async () => {
  const { stdout } = await look()
  expect(network(codesIn(parseReport(stdout)))).toEqual(['network/online/offline'])
})

test('in a network that swallows everything there is one finding, within the deadline', async () => {
  ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner)
  ip('link', 'set', inner, 'netns', name)
  inside('ip', 'addr', 'add', `${own}/24`, 'dev', inner)
  inside('ip', 'link', 'set', inner, 'up')
  inside('ip', 'route', 'add', 'default', 'via', gateway)
  // The other end is up and has no address: what is sent there is lost, also the question for the gateway.
  inside('ip', 'neigh', 'add', gateway, 'lladdr', '02:00:00:00:00:01', 'dev', inner)
  ip('link', 'set', outer, 'up')
  mkdirSync(`/etc/netns/${name}`, { recursive: true })
  writeFileSync(`/etc/netns/${name}/resolv.conf`, `nameserver ${gateway}\n`)
  const { stdout } = await look()
  expect(network(codesIn(parseReport(stdout)))).toEqual(['network/online/offline'])
})
