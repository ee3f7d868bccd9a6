import { describe, expect, test } from 'vitest'
import { networkDns } from '../../src/checks/network/dns.ts'
import { networkFirewall } from '../../src/checks/network/firewall.ts'
import { networkSubnet } from '../../src/checks/network/subnet.ts'
import { registryRateLimit } from '../../src/checks/registry/rate-limit.ts'
import { registryRoute } from '../../src/checks/registry/route.ts'
import { resourcesCpu } from '../../src/checks/resources/cpu.ts'
import { repairWords } from '../../src/messages/repair.ts'
import { routeWords } from '../../src/messages/route-words.ts'
import { stepTitles } from '../../src/messages/steps.ts'
import { registry } from '../../src/messages/zh/registry.ts'
import type { Text } from '../../src/model/text.ts'
import {
  address,
  bytes,
  command,
  count,
  cpus,
  list,
  ms,
  path,
  term,
} from '../../src/model/value.ts'
import { formatText } from '../../src/report/format.ts'
import { terminalRedactor } from '../../src/report/redact.ts'

const read = (text: Text | undefined, language: 'en' | 'zh' = 'en'): string =>
  formatText(text ?? [], language, terminalRedactor([]))

/** The args of a route. */
const chosen = (downloads: number, sources: readonly string[] = ['official']) => ({
  sources: list(sources.map(term)),
  downloads: count(downloads),
  size: bytes(downloads * 1024),
  time: downloads === 0 ? undefined : ms(60_000),
  start: command(['minikube', 'start', '--registry-mirror=https://mirror.invalid']),
  before: list<'command'>([]),
  now: list<'command'>([]),
  unlisted: list<'term'>([]),
})

describe('what the start downloads', () => {
  test.for([
    [0, [], 'Everything the start needs is here: nothing to download'],
    [
      0,
      ['daocloud'],
      'Everything the start needs is here: nothing to download; tools and lessons can be had from daocloud',
    ],
    [1, ['official'], 'Everything can be had from official: 1 download, 1 KiB, about 60 s'],
    [2, ['official'], 'Everything can be had from official: 2 downloads, 2 KiB, about 60 s'],
  ] as const)('%i from %j', ([downloads, sources, said]) => {
    expect(read(registryRoute.problems.chosen.message(chosen(downloads, sources)))).toBe(said)
  })

  test('everything is said only of what was asked for', () => {
    const args = { ...chosen(2, ['official']), unlisted: list([term('minikube')]) }
    expect(read(registryRoute.problems.chosen.message(args))).toBe(
      'k8s-doctor does not know every image of this minikube release and asked for the others only: they come from official',
    )
  })

  test('in Chinese', () => {
    const { message } = registry['registry/route'].problems.chosen
    expect(read(message(chosen(0, [])), 'zh')).toBe('启动所需的都在本机，没有要下载的')
    expect(read(message(chosen(0)), 'zh')).toBe(
      '启动所需的都在本机，没有要下载的；工具和课程镜像能从 官方站点 下载',
    )
  })

  test('in the table of the route', () => {
    const { en, zh } = routeWords
    expect([0, 1, 2].map((so) => en.fetches(so, '1 KiB', undefined))).toEqual([
      'The start has nothing to download',
      'The start downloads 1 thing, 1 KiB',
      'The start downloads 2 things, 1 KiB',
    ])
    expect(zh.fetches(0, '0 B', undefined)).toBe('启动没有要下载的')
  })
})

/** The title of an installation. */
const packages = (...names: readonly string[]) =>
  read(stepTitles.en({ kind: 'packages', packages: names, action: 'install' }))

describe('one and several, in English', () => {
  test('CPUs', () => {
    expect([1, 1.5, 8].map((so) => read([cpus(so)]))).toEqual(['1 CPU', '1.5 CPUs', '8 CPUs'])
    expect(read([cpus(8)], 'zh')).toBe('8 个 CPU')
    const few = { wanted: count(2), by: term('machine'), where: term('machine') }
    const { message } = resourcesCpu.problems['too-few']
    expect(read(message({ ...few, cpus: count(1) }))).toBe(
      'This machine has 1 CPU; minikube and Kubernetes need 2',
    )
  })

  test('pulls left', () => {
    const { low, 'used-up': none } = registryRateLimit.problems
    const left = (so: number, wanted: number, hours: number): string =>
      read(
        low.message({
          left: count(so),
          limit: count(100),
          wanted: count(wanted),
          hours: count(hours),
        }),
      )
    expect(left(1, 2, 6)).toBe(
      "Docker Hub hands out 1 more image of 100 to this network's address, 2 are wanted; the count begins again every 6 hours",
    )
    expect(left(2, 1, 1)).toBe(
      "Docker Hub hands out 2 more images of 100 to this network's address, 1 is wanted; the count begins again every hour",
    )
    expect([1, 2].map((so) => read(none.message({ wanted: count(so) })))).toEqual([
      "Docker Hub refuses pulls from this network's address for now (too many pulls); 1 image of it must wait until the limit resets",
      "Docker Hub refuses pulls from this network's address for now (too many pulls); 2 images of it must wait until the limit resets",
    ])
  })

  test('containers that a restart stops', () => {
    const hints = [1, 2].flatMap((so) => {
      const running = count(so)
      const node = { running, file: path('/etc/docker/daemon.json'), wanted: list<'address'>([]) }
      return [
        read(networkDns.problems.node.hint?.(node)),
        read(networkFirewall.problems['chain-missing'].hint?.({ running })),
      ]
    })
    expect(hints.map((hint) => /the \d running .*\.$/.exec(hint)?.[0])).toEqual([
      'the 1 running container.',
      'the 1 running container.',
      'the 2 running containers.',
      'the 2 running containers.',
    ])
  })

  test('name servers, networks, packages, clusters', () => {
    const one = [address('10.0.0.1')]
    const two = [...one, address('10.0.0.2')]
    const servers = (all: typeof two) =>
      read(networkDns.problems['no-answer'].message({ servers: list(all), os: term('linux') }))
    expect([servers(one), servers(two)]).toEqual([
      'There is a network, but no name resolves; the name server is 10.0.0.1',
      'There is a network, but no name resolves; the name servers are 10.0.0.1, 10.0.0.2',
    ])
    const used = (all: typeof two) =>
      read(
        networkSubnet.problems['range-used'].message({
          range: address('10.96.0.0/12'),
          networks: list(all),
        }),
      )
    expect(used(one)).toContain('and so does 10.0.0.1 here')
    expect(used(two)).toContain('and so do 10.0.0.1, 10.0.0.2 here')
    expect([packages('a'), packages('a', 'b')]).toEqual([
      'install the package a',
      'install the packages a, b',
    ])
    const { deletes } = repairWords.en
    expect([deletes('a', 1), deletes('a, b', 2)]).toEqual([
      'deletes the cluster a',
      'deletes the clusters a, b',
    ])
  })
})
