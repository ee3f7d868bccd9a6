import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  bin,
  codesIn,
  machineWith,
  parseReport,
  runProcess,
  writeFiles,
} from '../../support/cli.ts'
import type { Ended } from '../../support/cli.ts'
import { readMachine } from '../../support/machine-file.ts'
import type { Internet } from './internet.ts'
import type { Heard } from './logs.ts'
import { createNamespace } from './namespace.ts'
import type { Namespace } from './namespace.ts'
import { parseRoute } from './route-json.ts'
import type { Taken } from './route-json.ts'
import { addressOf, open } from './sites.ts'
import type { Other } from './sites.ts'
import { dockerStandIn } from './stand-in.ts'

/** A machine somewhere on earth: how the names lead from there, what happens to the packets, and what must come out. */
export interface World {
  readonly name: string
  /** In one line. */
  readonly about: string
  /** Who stands in for a name: another site, or an address nobody has. All other names lead where they do in the open. */
  readonly names?: Readonly<Record<string, Other | `${number}.${number}.${number}.${number}`>>
  /** Names that are unknown here. */
  readonly unknown?: readonly string[]
  /** Sites or addresses that swallow every packet, or cut a connection once something was said. */
  readonly cut?: Readonly<Record<string, 'drop' | 'reset'>>
  /** These sites are all that can be reached. */
  readonly only?: readonly string[]
  /** No name server, no way out. */
  readonly alone?: true
  /** IPv6 addresses are given out, and lead nowhere. */
  readonly brokenIpv6?: true
  readonly machine?: {
    readonly arm64?: true
    readonly withoutDocker?: true
    /** Where the company's authority is laid: for Node alone, or for all programs of the system. */
    readonly trustsCompany?: 'node' | 'system'
    readonly env?: Readonly<Record<string, string>>
    /** Files below its home. */
    readonly home?: Readonly<Record<string, string>>
    /** More of its /etc; only where this machine has a file or a folder of that name. */
    readonly etc?: Readonly<Record<string, string>>
    /** Bodies of shell scripts, by name. */
    readonly programs?: Readonly<Record<string, string>>
    /** Images the engine has. */
    readonly images?: readonly string[]
  }
  /** More words for the command line. */
  readonly args?: readonly string[]
  /** The course's profile, instead of the default one. */
  readonly course?: string
  readonly expect: Outcome
}

/** What came out. */
export interface Outcome {
  /** Findings about the network, the sources and the clock, in the order of the report. */
  readonly codes: readonly string[]
  /** Where each kind of artefact comes from, or each artefact where one kind has several sources. */
  readonly from: Taken
  readonly flags: readonly string[]
  /** Kinds of the steps before the start. */
  readonly before: readonly string[]
  /** Exit codes of `route` and of the diagnosis. */
  readonly exit: readonly [route: number | null, check: number | null]
}

export interface Visit {
  readonly outcome: Outcome
  /** Wall time of `route` and of the diagnosis, in milliseconds. */
  readonly ms: readonly [route: number, check: number]
  /** What the servers were asked by each. */
  readonly heard: { readonly route: readonly Heard[]; readonly check: readonly Heard[] }
  /** All that was printed. */
  readonly text: string
}

export const gateway = '192.0.2.1'
export const own = '192.0.2.2'
const gatewayV6 = '2001:db8:1::1'
const ownV6 = '2001:db8:1::2'

const siteAddress = (site: string): string => (/^[\d.]+$/.test(site) ? site : addressOf(site))

/** Lines of a hosts file. */
export const hostsOf = ({ names = {}, unknown = [], brokenIpv6 }: World): readonly string[] => {
  const all = Object.keys({ ...open, ...names }).filter((name) => !unknown.includes(name))
  return all.flatMap((name) => [
    `${siteAddress(names[name] ?? name)} ${name}`,
    ...(brokenIpv6 === true && name in open ? [`${addressOf(name, 6)} ${name}`] : []),
  ])
}

export const rulesOf = ({ cut = {}, only }: World): readonly string[] => [
  ...Object.entries(cut).map(([site, how]) =>
    how === 'drop'
      ? `-A OUTPUT -d ${siteAddress(site)} -j DROP`
      : `-A OUTPUT -d ${siteAddress(site)} -p tcp --tcp-flags PSH PSH -j REJECT --reject-with tcp-reset`,
  ),
  ...(only === undefined
    ? []
    : [
        '-A OUTPUT -o lo -j ACCEPT',
        ...[gateway, ...only.map(siteAddress)].map((to) => `-A OUTPUT -d ${to} -j ACCEPT`),
        '-A OUTPUT -j DROP',
      ]),
]

/** What the worlds are about; how much memory this machine has is no question here. */
const scope = ['--only', 'network,registry,host/clock,docker/mirrors'] as const
const areas = /^(network|registry)\/|^(host\/clock|docker\/mirrors)\//

/** A way out for the machine, and a name server that knows the world. */
const connect = (
  internet: Internet,
  learner: Namespace,
  { brokenIpv6 }: World,
  hosts: string,
): (() => Promise<void>) => {
  const [near, far] = [`kw${process.pid % 100_000}l`, `kw${process.pid % 100_000}n`]
  learner.ip(`link add ${near} type veth peer name ${far} netns ${internet.namespace.name}`)
  learner.ip(`addr add ${own}/24 dev ${near}`)
  internet.namespace.ip(`addr add ${gateway}/24 dev ${far}`)
  learner.ip(`link set ${near} up`)
  internet.namespace.ip(`link set ${far} up`)
  learner.ip(`route add default via ${gateway}`)
  if (brokenIpv6 === true) {
    learner.ip(`addr add ${ownV6}/64 dev ${near} nodad`)
    learner.ip(`-6 route add default via ${gatewayV6}`)
    learner.filter(['-A OUTPUT -o lo -j ACCEPT', '-A OUTPUT -p tcp -j DROP'], 6)
  }
  const words = ['--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--pid-file']
  const known = ['--no-resolv', '--no-hosts', '--local=/#/', `--addn-hosts=${hosts}`]
  const place = [`--listen-address=${gateway}`, '--bind-interfaces']
  const log = join(internet.folder, 'dnsmasq.log')
  return internet.namespace.start(['dnsmasq', ...words, ...known, ...place], log)
}

/** Runs the built file in the world and waits for its end. */
export type Doctor = (...words: readonly string[]) => Promise<Ended>

/** Puts a machine into its world for as long as `task` takes. */
export const inWorld = async <T>(
  internet: Internet,
  world: World,
  task: (doctor: Doctor) => Promise<T>,
): Promise<T> => {
  const { machine = {}, args = [], alone = false } = world
  const recorded = readMachine(machine.arm64 === true ? 'ubuntu-arm64' : 'ubuntu-22.04').machine
  const { folder, env } = machineWith({
    ...(machine.withoutDocker === true ? {} : { docker: dockerStandIn(recorded, machine.images) }),
    ...machine.programs,
  })
  const cpuinfo = recorded.files['/proc/cpuinfo']
  writeFiles(join(folder, 'home'), machine.home ?? {})
  writeFiles(folder, {
    hosts: `${hostsOf(world).join('\n')}\n`,
    cpuinfo: typeof cpuinfo === 'string' ? cpuinfo : '',
    ...(world.course === undefined ? {} : { 'course.yaml': world.course }),
  })
  await using learner = createNamespace(`k8sd-learner-${process.pid}`, {
    hosts: '127.0.0.1 localhost\n::1 localhost\n',
    'resolv.conf': alone ? '' : `nameserver ${gateway}\noptions timeout:1\n`,
    'nsswitch.conf': 'hosts: files dns\n',
    ...machine.etc,
    ...(machine.trustsCompany === 'system'
      ? { 'ssl/certs/ca-certificates.crt': readFileSync(internet.company, 'utf8') }
      : {}),
  })
  const disconnect = alone ? undefined : connect(internet, learner, world, join(folder, 'hosts'))
  learner.filter(rulesOf(world))
  // Mounted where only this process and its children see it.
  const dress = '/bin/mount --bind "$0" /proc/cpuinfo && exec "$@"'
  const dressed = machine.arm64 === true ? ['/bin/sh', '-c', dress, join(folder, 'cpuinfo')] : []
  const profile = world.course === undefined ? [] : ['--profile', join(folder, 'course.yaml')]
  try {
    return await task((...words) =>
      runProcess(
        [...learner.prefix, ...dressed, process.execPath, bin, ...words, ...args, ...profile],
        {
          env: {
            ...env,
            NODE_OPTIONS: `--require=${internet.trust}`,
            ...(machine.trustsCompany === 'node' ? { NODE_EXTRA_CA_CERTS: internet.company } : {}),
            ...machine.env,
          },
          stdin: 'ignore',
        },
      ),
    )
  } finally {
    await disconnect?.()
  }
}

/** Looks at a world twice, as `route` and as a diagnosis do. */
export const visit = (internet: Internet, world: World): Promise<Visit> =>
  inWorld(internet, world, async (doctor) => {
    internet.heard()
    const route = await doctor('route', '--json')
    const heardByRoute = internet.heard()
    const check = await doctor('--json', ...scope)
    const heardByCheck = internet.heard()
    return {
      outcome: {
        codes: codesIn(parseReport(check.stdout)).filter((code) => areas.test(code)),
        ...parseRoute(route),
        exit: [route.code, check.code],
      },
      ms: [route.ms, check.ms],
      heard: { route: heardByRoute, check: heardByCheck },
      text: [route, check].map(({ stdout, stderr }) => `${stdout}${stderr}`).join('\n'),
    }
  })
